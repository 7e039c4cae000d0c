/** Takes secrets out of what goes to the log, by the names of the fields that hold them. */

const secretName =
  /^(authorization|www-authenticate|cookie|set-cookie|key)$|pass(word|wd)|secret|token|signature|credential|(^|[-_])(api|access|private)[-_]?key$/i;

/** Deeper than any object we log on purpose. */
const deepest = 6;

const isPlain = (value: object) => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** A copy without secrets; class instances are left to their own serializer. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deep]';
  if (Array.isArray(value)) return value.map((one) => redact(one, depth + 1));
  return isPlain(value) ? redactFields(value, depth) : value;
};

export const redactFields = (fields: object, depth = 0): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      secretName.test(name) && value !== null && value !== undefined ? '[secret]' : redact(value, depth + 1),
    ]),
  );
