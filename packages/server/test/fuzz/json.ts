/** JSON of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asJson(value: unknown): Json {
  if (!isJson(value)) throw new Error(`An object is expected, not ${JSON.stringify(value)}.`);
  return value;
}
