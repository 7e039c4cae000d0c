/**
 * Reads JSON that somebody else wrote, field by field. What is not as agreed is refused in words that say which field,
 * and repeat nothing of what it holds.
 */

/** Not an answer of the document. */
export class Senseless extends Error {
  override readonly name = 'Senseless';
}

export type Fields = Readonly<Record<string, unknown>>;

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Senseless('the answer is no JSON.');
  }
}

/** @param what names it for people: `the answer`, `products[0]`. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Senseless(`${what} is no object.`);
  return value as Fields; // an object by the line above
}

/** What `read` finds senseless stands below `path`: its words begin with the name of the field. */
export function within<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Senseless)) throw error;
    throw new Senseless(`${path}.${error.message}`);
  }
}

/** The database keeps no NUL, and half a surrogate pair is no text. */
const isText = (text: string) => !text.includes('\u0000') && text.isWellFormed();

/** Of one character at least. */
export function words(fields: Fields, name: string, most: number): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > most || !isText(value)) {
    throw new Senseless(`${name} is no text of 1 to ${most} characters.`);
  }
  return value;
}

/** Null, nothing and an empty text are the same. */
export function wordsOrNull(fields: Fields, name: string, most: number): string | null {
  const value = fields[name];
  return value === undefined || value === null || value === '' ? null : words(fields, name, most);
}
