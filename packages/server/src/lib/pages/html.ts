/** HTML that is escaped by construction: whatever goes into a template is text, unless a template made it. */

/** Text that may stand in a page as it is. Only `html` makes it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Null and false leave nothing behind. */
export type Piece = string | number | Markup | null | false | readonly Piece[];

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Good for text and for quoted attributes. */
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => named[sign] ?? '');

function write(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (piece === null || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escape(String(piece));
  return piece.map(write).join('');
}

export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(strings.reduce((text, string, index) => text + write(pieces[index - 1] ?? '') + string));
