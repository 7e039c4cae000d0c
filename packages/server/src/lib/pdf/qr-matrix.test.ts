/** QR codes: the parts that every reader looks for first, and what a reader of others finds in them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import jsQr from 'jsqr';
import { qrMatrix } from './qr-matrix.ts';

/** ISO/IEC 18004, 6.3.3: three squares in squares, by which a reader finds the code. */
const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];

const part = (matrix: ReturnType<typeof qrMatrix>, top: number, left: number) =>
  matrix.slice(top, top + 7).map((row) => row.slice(left, left + 7).map((dark) => (dark ? '#' : '.')).join('')); // prettier-ignore

it('is a square with its three finders, its timing and its one dark square', () => {
  const link = `https://waybill.example/saladin/verify/${'x'.repeat(43)}`;
  const matrix = qrMatrix(link);
  const size = matrix.length;
  assert.equal((size - 17) % 4, 0);
  for (const row of matrix) assert.equal(row.length, size);
  for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]] as const) assert.deepEqual(part(matrix, top, left), finder); // prettier-ignore
  for (let place = 8; place < size - 8; place += 1) {
    assert.equal(matrix[6]?.[place], place % 2 === 0);
    assert.equal(matrix[place]?.[6], place % 2 === 0);
  }
  assert.equal(matrix[size - 8]?.[8], true);
});

/** What a reader sees: so many pixels a square, and the quiet zone around them. */
function photograph(matrix: ReturnType<typeof qrMatrix>, scale = 3, quiet = 4) {
  const side = (matrix.length + 2 * quiet) * scale;
  const square = (pixel: number) => Math.floor(pixel / scale) - quiet;
  const pixels = Array.from({ length: side * side }, (_, place) => {
    const isDark = matrix[square(Math.floor(place / side))]?.[square(place % side)] === true;
    return isDark ? [0, 0, 0, 255] : [255, 255, 255, 255];
  });
  return { pixels: Uint8ClampedArray.from(pixels.flat()), side };
}

it('is read by a reader, to the letter', () => {
  for (const text of [`https://waybill.example/saladin/verify/${'aZ0_-'.repeat(8)}xyz`, 'x', 'https://e.example/'.repeat(20)]) {
    const { pixels, side } = photograph(qrMatrix(text));
    assert.equal(jsQr.default(pixels, side, side)?.data, text);
  }
}); // prettier-ignore

it('differs with the text, and grows with it', () => {
  assert.notDeepEqual(qrMatrix('a'), qrMatrix('b'));
  assert.ok(qrMatrix('x'.repeat(300)).length > qrMatrix('x').length);
});
