/** Distances and durations between the places a problem uses, as flat matrices that worker threads share. */
import type { MatrixTravel, PlaneTravel, PointTravel, Travel } from '../problem.ts';

/** Exact where memory allows; single precision (rounded up, so that nothing becomes feasible by it) for large problems. */
export type Numbers = Float64Array<SharedArrayBuffer> | Float32Array<SharedArrayBuffer>;

export interface Ways {
  /** Rows and columns; the last one stands for anywhere, the end of open routes: 0 far from everywhere. */
  readonly size: number;
  readonly distances: Numbers;
  /** The distances themselves where both are the same numbers. */
  readonly durations: Numbers;
  /** Index into the matrices of each place of the problem, -1 if no stop is there. */
  readonly indexOf: Int32Array;
}

/** Above this many places, numbers are kept in single precision. */
const exactUpTo = 2600;

const earthRadiusMetres = 6_371_008.8;

/** Memory for the matrices of the places used, not yet filled. */
export function allocateWays(travel: Travel, used: readonly number[], placeCount: number): Ways {
  const size = used.length + 1;
  const indexOf = new Int32Array(placeCount).fill(-1);
  used.forEach((place, index) => (indexOf[place] = index));
  const bytes = size * size * (size <= exactUpTo ? 8 : 4);
  const numbers = (): Numbers =>
    size <= exactUpTo ? new Float64Array(new SharedArrayBuffer(bytes)) : new Float32Array(new SharedArrayBuffer(bytes));
  const distances = numbers();
  const own = travel.kind === 'points' || (travel.kind === 'matrix' && travel.durations !== undefined);
  return { size, distances, durations: own ? numbers() : distances, indexOf };
}

/** Fills rows; they are independent, so that threads and turns of the event loop can share the work. */
export function rowFiller(ways: Ways, travel: Travel, used: readonly number[]): (row: number) => void {
  switch (travel.kind) {
    case 'matrix':
      return (row) => fillFromMatrix(ways, travel, used, row);
    case 'points':
      return fillFromGlobe(ways, travel, used);
    case 'plane':
      return fillFromPlane(ways, travel, used);
  }
}

function fillFromMatrix(
  { size, distances, durations }: Ways,
  travel: MatrixTravel,
  used: readonly number[],
  row: number,
): void {
  const base = row * size;
  const from = used[row] * travel.size;
  copyRow(distances, base, travel.distances, from, used);
  if (travel.durations !== undefined) copyRow(durations, base, travel.durations, from, used);
  // No way by the clock is no way, and the other way round.
  for (let k = base; k < base + used.length; k++)
    if (distances[k] === Infinity || durations[k] === Infinity) distances[k] = durations[k] = Infinity;
  distances[base + row] = durations[base + row] = 0;
}

function fillFromPlane(
  { size, distances }: Ways,
  { points, rounding }: PlaneTravel,
  used: readonly number[],
): (row: number) => void {
  const xs = Float64Array.from(used, (place) => points[place].x);
  const ys = Float64Array.from(used, (place) => points[place].y);
  const exact = distances instanceof Float64Array;
  return (row) => {
    const base = row * size;
    const x = xs[row];
    const y = ys[row];
    for (let to = 0; to < xs.length; to++) {
      const dx = x - xs[to];
      const dy = y - ys[to];
      const length = Math.sqrt(dx * dx + dy * dy);
      if (rounding === 'nearest') distances[base + to] = Math.floor(length + 0.5);
      else if (exact) distances[base + to] = length;
      else store(distances, base + to, length);
    }
  };
}

function fillFromGlobe(
  { size, distances, durations }: Ways,
  travel: PointTravel,
  used: readonly number[],
): (row: number) => void {
  const { points, detour = 1.3, speed = 10 } = travel;
  const radians = Math.PI / 180;
  const lats = Float64Array.from(used, (place) => points[place].lat * radians);
  const lngs = Float64Array.from(used, (place) => points[place].lng * radians);
  const cosines = lats.map((lat) => Math.cos(lat));
  return (row) => {
    for (let to = 0; to < lats.length; to++) {
      const north = Math.sin((lats[to] - lats[row]) / 2);
      const east = Math.sin((lngs[to] - lngs[row]) / 2);
      const h = north * north + cosines[row] * cosines[to] * east * east;
      const metres = detour * 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
      store(distances, row * size + to, metres);
      store(durations, row * size + to, metres / speed);
    }
  };
}

function copyRow(into: Numbers, base: number, from: ArrayLike<number>, at: number, used: readonly number[]): void {
  for (let to = 0; to < used.length; to++) {
    const value = from[at + (used[to] ?? 0)] ?? Infinity;
    store(into, base + to, value >= 0 ? value : Infinity);
  }
}

const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

function store(into: Numbers, index: number, value: number): void {
  into[index] = value;
  if (into[index] >= value) return;
  // Rounded down: the next number up.
  single[0] = value;
  bits[0] += 1;
  into[index] = single[0];
}

/** The matrix read by columns: itself where it is symmetric, a transposed copy while that is small, else by stride. */
export interface Columns {
  readonly numbers: Numbers;
  /** Entry (i, u) lies at `u * across + i * along`. */
  readonly across: number;
  readonly along: number;
}

export function columnsOf(numbers: Numbers, size: number, symmetric: boolean): Columns {
  if (symmetric) return { numbers, across: size, along: 1 };
  if (size > exactUpTo) return { numbers, across: 1, along: size };
  const turned = new Float64Array(new SharedArrayBuffer(size * size * 8));
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) turned[j * size + i] = numbers[i * size + j] ?? 0;
  return { numbers: turned, across: size, along: 1 };
}

export function isSymmetric(numbers: Numbers, size: number): boolean {
  if (size > exactUpTo) return false;
  for (let i = 1; i < size; i++)
    for (let j = 0; j < i; j++) if (numbers[i * size + j] !== numbers[j * size + i]) return false;
  return true;
}
