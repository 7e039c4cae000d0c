/** One text for a body that both sides can write, however it is spelled as JSON: what is signed. */

/**
 * `name=value` of all top-level fields but one, joined by `&`, sorted by the code points of their names. Null is empty; a
 * text or a number is its text; anything else is its JSON without spaces. Nothing is escaped.
 */
export function canonicalText(fields: Readonly<Record<string, unknown>>, except: string): string {
  return (
    Object.entries(fields)
      .filter(([name]) => name !== except)
      .map(([name, value]) => ({ bytes: Buffer.from(name), text: `${name}=${textOf(value)}` }))
      // UTF-8 sorts as code points do; JavaScript's own order differs beyond U+FFFF
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
      .map(({ text }) => text)
      .join('&')
  );
}

function textOf(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
