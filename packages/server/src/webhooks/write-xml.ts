/** Writes plain JSON data as XML: a field is an element, a list is the element again and again, null is empty. */

/** What XML 1.0 cannot carry, not even escaped. */
// oxlint-disable-next-line no-control-regex -- these are the characters in question
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // a parser would turn a bare carriage return into a line feed
  '\r': '&#13;',
};

/** @param value what JSON.parse yields. */
export function writeXml(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}`;
}

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((entry: unknown) => element(name, inList(entry))).join('');
  const content = contentOf(value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** A list in a list keeps its own border. */
function inList(entry: unknown): unknown {
  return Array.isArray(entry) ? { item: entry } : entry;
}

function contentOf(value: unknown): string {
  if (value === null) return '';
  if (typeof value !== 'object') return typeof value === 'string' ? escape(value) : JSON.stringify(value);
  return Object.entries(value)
    .map(([key, field]) => element(elementName(key), field))
    .join('');
}

function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(impossible, '\u{fffd}')
    .replace(/[&<>"\r]/g, (character) => escapes[character] ?? character);
}

/** Our dialects' fields are names already; what a partner's own field names hold may not be. */
function elementName(key: string): string {
  const name = key.replace(/[^\w.-]/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}
