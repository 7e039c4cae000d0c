/** EDGE_WEIGHT_SECTION in each of its formats: whole, or one triangle of a symmetric matrix. */
import type { MatrixTravel } from '../problem.ts';
import type { Keywords } from './cvrplib-keywords.ts';
import { UnreadableFile } from './instance.ts';

/** Which entries of a row are written. A triangle by columns is the other one by rows. */
const formats: Readonly<Record<string, (row: number, size: number) => readonly [first: number, end: number]>> = {
  FULL_MATRIX: (_, size) => [0, size],
  LOWER_ROW: (row) => [0, row],
  LOWER_DIAG_ROW: (row) => [0, row + 1],
  UPPER_ROW: (row, size) => [row + 1, size],
  UPPER_DIAG_ROW: (row, size) => [row, size],
  LOWER_COL: (row, size) => [row + 1, size],
  LOWER_DIAG_COL: (row, size) => [row, size],
  UPPER_COL: (row) => [0, row],
  UPPER_DIAG_COL: (row) => [0, row + 1],
};

export function readMatrix(file: Keywords, size: number): MatrixTravel {
  const name = file.text('EDGE_WEIGHT_FORMAT')?.toUpperCase() ?? '';
  const span = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (span === undefined) {
    const known = Object.keys(formats).join(', ');
    throw new UnreadableFile(`EDGE_WEIGHT_FORMAT must be one of ${known}`, file.line('EDGE_WEIGHT_FORMAT'));
  }
  // Line breaks mean nothing here.
  const weights = file.section('EDGE_WEIGHT_SECTION').flatMap(({ numbers }) => numbers);
  const distances = Array.from({ length: size * size }, () => 0);
  let next = 0;
  for (let row = 0; row < size; row++) {
    const [first, end] = span(row, size);
    for (let column = first; column < end; column++) {
      const weight = weights[next++] ?? 0;
      distances[row * size + column] = weight;
      if (name !== 'FULL_MATRIX') distances[column * size + row] = weight;
    }
  }
  if (next !== weights.length) {
    const message = `${name} of ${size} nodes has ${next} weights, not ${weights.length}`;
    throw new UnreadableFile(message, file.line('EDGE_WEIGHT_SECTION'));
  }
  return { kind: 'matrix', distances, size };
}
