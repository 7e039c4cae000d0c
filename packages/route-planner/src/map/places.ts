/** Where places are drawn: at their positions, or where only distances are known so that near is near. */
import type { MatrixTravel, Travel } from '../problem.ts';

export interface Places {
  /** Points are longitude and latitude. */
  readonly geo: boolean;
  /** Points were made up from distances. */
  readonly drawn: boolean;
  readonly points: readonly (readonly [number, number])[];
}

export function placesOf(travel: Travel): Places {
  switch (travel.kind) {
    case 'points':
      return { geo: true, drawn: false, points: travel.points.map(({ lat, lng }) => [lng, lat]) };
    case 'plane':
      return { geo: false, drawn: false, points: travel.points.map(({ x, y }) => [x, y]) };
    case 'matrix':
      return { geo: false, drawn: true, points: layOut(travel) };
  }
}

/** More places than this would take too long. */
const largest = 2000;

/** Classical scaling: the plane that keeps the squared distances best, by power iteration. */
function layOut({ size, distances }: MatrixTravel): [number, number][] {
  if (size > largest) return onCircle(size);
  const known = Array.from(distances, (far) => (Number.isFinite(far) && far >= 0 ? far : 0));
  const usual = Math.max(...known.slice(0, size), 1);
  const squared = Float64Array.from(known, (_, at) => {
    const [from, to] = [Math.floor(at / size), at % size];
    const far = (known[at] ?? usual) + (known[to * size + from] ?? usual);
    return from === to ? 0 : (far / 2) ** 2;
  });
  const means = Array.from({ length: size }, (_, row) => mean(squared.subarray(row * size, (row + 1) * size)));
  const overall = mean(means);
  const inner = squared.map((value, at) => {
    const [from, to] = [means[Math.floor(at / size)] ?? 0, means[at % size] ?? 0];
    return -(value - from - to + overall) / 2;
  });
  const xs = principal(inner, size, []);
  const ys = principal(inner, size, [xs]);
  return Array.from({ length: size }, (_, at) => [xs[at] ?? 0, ys[at] ?? 0]);
}

/** The direction of the largest eigenvalue at right angles to those given, as long as the root of that value. */
function principal(matrix: Float64Array, size: number, others: readonly number[][]): number[] {
  let vector = Array.from({ length: size }, (_, at) => Math.sin(12.9898 * (at + 1)));
  let value = 0;
  for (let turn = 0; turn < 60; turn++) {
    for (const other of others) {
      const along = dot(vector, other) / Math.max(dot(other, other), Number.MIN_VALUE);
      vector = vector.map((entry, at) => entry - along * (other[at] ?? 0));
    }
    const length = Math.sqrt(dot(vector, vector));
    if (length === 0) break;
    const unit = vector.map((entry) => entry / length);
    vector = unit.map((_, row) => dot(unit, matrix.subarray(row * size, (row + 1) * size)));
    value = dot(unit, vector);
  }
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((entry) => (entry / length) * Math.sqrt(Math.max(0, value)));
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
};

const mean = (numbers: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < numbers.length; at++) sum += numbers[at] ?? 0;
  return sum / numbers.length;
};

const onCircle = (size: number): [number, number][] =>
  Array.from({ length: size }, (_, at) => [Math.cos((2 * Math.PI * at) / size), Math.sin((2 * Math.PI * at) / size)]);
