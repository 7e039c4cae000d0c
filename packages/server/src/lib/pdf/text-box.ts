/** Writes text of any script into a column, and measures it before. */
import { inVisualOrder, wordsOf, type Word } from './text-runs.ts';
import type { Weight } from './faces.ts';

export interface Style {
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
}

export type Doc = PDFKit.PDFDocument;

interface Piece {
  readonly name: string;
  readonly text: string;
  readonly width: number;
}

export interface Line {
  /** From left to right, with the blanks between words. */
  readonly pieces: readonly Piece[];
  readonly style: Style;
}

export function heightOf({ size }: Style): number {
  return size * 1.4;
}

/** Breaks a text into lines of a column. A word that is longer than a line is broken anywhere. */
export function toLines(doc: Doc, text: string, style: Style, columnWidth: number): Line[] {
  const blank = style.size * 0.26;
  const lines: Line[] = [];
  for (const words of wordsOf(text, style.weight)) {
    let taken: Word[] = [];
    let width = 0;
    const flush = () => {
      const pieces = inVisualOrder(taken).flatMap((word, place) => [
        ...(place > 0 ? [{ name: '', text: '', width: blank }] : []),
        ...word.runs.map((run) => toPiece(doc, run, style)),
      ]);
      lines.push({ pieces, style });
      [taken, width] = [[], 0];
    };
    for (const word of words.flatMap((one) => breakUp(doc, one, style, columnWidth))) {
      const own = widthOf(doc, word, style);
      if (taken.length > 0 && width + blank + own > columnWidth) flush();
      width += (taken.length > 0 ? blank : 0) + own;
      taken.push(word);
    }
    flush();
  }
  return lines;
}

/** @param top of the line */
export function drawLine(doc: Doc, { pieces, style }: Line, left: number, top: number): void {
  let x = left;
  doc.fontSize(style.size).fillColor(style.colour);
  for (const { name, text, width } of pieces) {
    // one baseline for all fonts
    if (text !== '')
      doc.font(name).text(text, x, top + style.size * 1.07, { lineBreak: false, baseline: 'alphabetic' });
    x += width;
  }
}

function toPiece(doc: Doc, { face, text }: Word['runs'][number], { size }: Style): Piece {
  const { name } = face;
  // fontkit's type stands in no type of pdfkit, which takes it all the same
  doc.registerFont(name, face.font as unknown as PDFKit.Mixins.PDFFontSource);
  return { name, text, width: doc.font(name).fontSize(size).widthOfString(text) };
}

function widthOf(doc: Doc, { runs }: Word, style: Style): number {
  return runs.reduce((sum, run) => sum + toPiece(doc, run, style).width, 0);
}

function breakUp(doc: Doc, word: Word, style: Style, columnWidth: number): Word[] {
  if (widthOf(doc, word, style) <= columnWidth) return [word];
  const parts: Word[] = [];
  for (const { face, text } of word.runs) {
    let part = '';
    for (const { segment } of new Intl.Segmenter().segment(text)) {
      const longer = { ...word, runs: [{ face, text: part + segment }] };
      if (part !== '' && widthOf(doc, longer, style) > columnWidth) {
        parts.push({ ...word, runs: [{ face, text: part }] });
        part = '';
      }
      part += segment;
    }
    parts.push({ ...word, runs: [{ face, text: part }] });
  }
  return parts;
}
