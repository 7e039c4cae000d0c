/** The dark and light squares of a QR code. */
import bwipjs from 'bwip-js';

/** Rows from the top, each from the left; true is dark. Without the quiet zone of four squares around it. */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  // level M: an eighth of it may be covered
  const [symbol] = bwipjs.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new Error('The QR code has no squares.');
  const { pixs, pixx, pixy } = symbol;
  return Array.from({ length: pixy }, (_, row) => pixs.slice(row * pixx, (row + 1) * pixx).map((one) => one === 1));
}
