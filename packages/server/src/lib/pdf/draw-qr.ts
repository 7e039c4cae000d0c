/** Puts a QR code on a sheet, with its words beside it. */
import { colours, type Pages } from './pages.ts';
import { qrMatrix } from './qr-matrix.ts';
import type { QrCode } from './sheet.ts';
import { drawLine, heightOf, toLines, type Style } from './text-box.ts';

/** A square of 1.2 mm: phones read it off a page that was printed small, too. */
const square = 3.4;
/** Squares that stay light around it, by ISO/IEC 18004. */
const quiet = 4;
const gap = 14;

export function drawQr(pages: Pages, { text, caption }: QrCode, style: Style): void {
  const { doc, left, width } = pages;
  const matrix = qrMatrix(text);
  const side = (matrix.length + 2 * quiet) * square;
  pages.ensure(side + gap);
  const top = pages.y + gap / 2;
  doc.rect(left, top, side, side).fill('#ffffff');
  for (const { x, y, length } of runsOf(matrix)) {
    doc.rect(left + (x + quiet) * square, top + (y + quiet) * square, length * square, square);
  }
  // all at once, so that no light line is left between rows
  doc.fill(colours.ink);
  const lines = toLines(doc, caption, style, width - side - gap);
  for (const [place, line] of lines.entries()) {
    drawLine(doc, line, left + side + gap, top + quiet * square + place * heightOf(style));
  }
  pages.y = top + side + gap / 2;
}

/** Dark squares side by side are drawn as one. */
function runsOf(matrix: ReturnType<typeof qrMatrix>): { x: number; y: number; length: number }[] {
  return matrix.flatMap((row, y) => {
    const starts = row.flatMap((dark, x) => (dark && row[x - 1] !== true ? [x] : []));
    return starts.map((x) => {
      const end = row.indexOf(false, x);
      return { x, y, length: (end < 0 ? row.length : end) - x };
    });
  });
}
