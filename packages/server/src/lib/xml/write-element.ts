/** Writes XML that is escaped by construction: a string is text, and only `element` makes marks. */

/** What XML 1.0 cannot carry, not even escaped (section 2.2). */
// oxlint-disable-next-line no-control-regex -- these are the characters in question
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // a parser would make a line feed of a bare carriage return, and a space of each of these in an attribute
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** XML that may stand in a document as it is. Only `element` and `fragment` make it. */
export class Xml {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Null leaves nothing behind. */
export type Content = string | Xml | null | readonly Content[];

/** What cannot stand in XML becomes U+FFFD. */
const clean = (text: string): string => text.toWellFormed().replaceAll(impossible, '\u{fffd}');

export const escapeText = (text: string): string =>
  clean(text).replaceAll(/[&<>\r]/g, (character) => escapes[character] ?? character);

export const escapeAttribute = (text: string): string =>
  clean(text).replaceAll(/[&<>"\r\n\t]/g, (character) => escapes[character] ?? character);

export const fragment = (content: Content): Xml => new Xml(write(content));

/**
 * @param name with its prefix, if any; ours, never a sender's
 * @param attributes namespace declarations too, in the order in which they shall stand; null leaves one out
 * @throws Error for a name that XML does not allow
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null>> = {},
  ...content: readonly Content[]
): Xml {
  const inside = write(content);
  const marks = Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([key, value]) => ` ${checkName(key)}="${escapeAttribute(value)}"`)
    .join('');
  return new Xml(inside === '' ? `<${checkName(name)}${marks}/>` : `<${checkName(name)}${marks}>${inside}</${name}>`);
}

function write(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return escapeText(content);
  return content instanceof Xml ? content.text : content.map(write).join('');
}

function checkName(name: string): string {
  if (!/^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(name)) throw new Error(`${JSON.stringify(name)} is no XML name.`);
  return name;
}
