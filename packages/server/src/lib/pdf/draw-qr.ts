/** Puts a QR code on a sheet, with its words beside it. */
import { colours, type Pages } from './pages.ts';
import { qrMatrix } from './qr-matrix.ts';
import type { QrCode } from './sheet.ts';
import { drawLine, heightOf, toLines, type Style } from './text-box.ts';

/** A square of 1.2 mm: phones read it off a page that was printed small, too. */
const square = 3.4;
/** Squares that stay light around it, by ISO/IEC 18004; on its left the margin of the page is. */
const quiet = 4;

export function drawQr(pages: Pages, { text, caption }: QrCode, style: Style): void {
  const { doc, left, width } = pages;
  const matrix = qrMatrix(text);
  const side = (matrix.length + quiet) * square;
  const height = side + quiet * square;
  pages.ensure(height);
  const top = pages.y + quiet * square;
  for (const { x, y, length } of runsOf(matrix)) doc.rect(left + x * square, top + y * square, length * square, square);
  // all at once, so that no light line is left between rows
  doc.fill(colours.ink);
  const lines = toLines(doc, caption, style, width - side);
  for (const [place, line] of lines.entries()) drawLine(doc, line, left + side, top + place * heightOf(style));
  pages.y += height;
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
