/** Puts pictures on a sheet: signatures wide, photos in pairs, each in a frame with its caption. */
import { colours, type Pages } from './pages.ts';
import type { Picture } from './sheet.ts';
import { drawLine, heightOf, toLines, type Style } from './text-box.ts';

const gap = 14;
const captionLines = 2;

export function drawPictures(pages: Pages, pictures: readonly Picture[], caption: Style): void {
  const half = (pages.width - gap) / 2;
  let row: Picture[] = [];
  const flush = () => {
    const wide = row.some((one) => one.wide);
    const height = wide ? 84 : 190;
    if (row.length > 0) drawRow(pages, row, { width: half, height }, caption);
    row = [];
  };
  for (const picture of pictures) {
    if (row.length === 2 || row.some(({ wide }) => wide !== picture.wide)) flush();
    row.push(picture);
  }
  flush();
}

interface Frame {
  readonly width: number;
  readonly height: number;
}

function drawRow(pages: Pages, row: readonly Picture[], frame: Frame, caption: Style): void {
  const { doc } = pages;
  const below = captionLines * heightOf(caption) + 6;
  pages.ensure(frame.height + below);
  const top = pages.y;
  for (const [index, picture] of row.entries()) {
    const left = pages.left + index * (frame.width + gap);
    doc
      .roundedRect(left, top, frame.width, frame.height, 4)
      .fillAndStroke(picture.wide ? '#ffffff' : colours.paper, colours.line);
    if (picture.jpeg) {
      const box: [number, number] = [frame.width - 12, frame.height - 12];
      doc.image(Buffer.from(picture.jpeg), left + 6, top + 6, { fit: box, align: 'center', valign: 'center' });
    }
    const lines = toLines(doc, picture.caption, caption, frame.width).slice(0, captionLines);
    for (const [place, line] of lines.entries()) {
      drawLine(doc, line, left, top + frame.height + 4 + place * heightOf(caption));
    }
  }
  pages.y = top + frame.height + below + 6;
}
