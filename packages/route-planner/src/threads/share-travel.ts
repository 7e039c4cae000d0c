/** Brings a matrix into memory that all threads share, without ever holding up the caller. */
import type { MatrixTravel, Travel } from '../problem.ts';

const sliceMs = 4;
const entriesAtOnce = 65_536;

/** Null: `isOver` said so, or an entry is no number, which is left to the check to describe. */
export async function shareTravel(travel: Travel, isOver: () => boolean): Promise<Travel | null> {
  if (travel.kind !== 'matrix') return travel;
  const distances = await shareNumbers(travel.distances, isOver);
  if (distances === null) return null;
  if (travel.durations === undefined) return { ...travel, distances };
  const same = travel.durations === travel.distances;
  const durations = same ? distances : await shareNumbers(travel.durations, isOver);
  if (durations === null) return null;
  const shared: MatrixTravel = { ...travel, distances, durations };
  return shared;
}

async function shareNumbers(numbers: ArrayLike<number>, isOver: () => boolean): Promise<ArrayLike<number> | null> {
  if (ArrayBuffer.isView(numbers) && numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const { length } = numbers;
  const single = numbers instanceof Float32Array;
  const copy = single
    ? new Float32Array(new SharedArrayBuffer(4 * length))
    : new Float64Array(new SharedArrayBuffer(8 * length));
  let sliceEnd = performance.now() + sliceMs;
  for (let from = 0; from < length; from += entriesAtOnce) {
    const until = Math.min(length, from + entriesAtOnce);
    if (single || numbers instanceof Float64Array) copy.set(numbers.subarray(from, until), from);
    else
      for (let at = from; at < until; at++) {
        const entry: unknown = numbers[at];
        if (typeof entry !== 'number') return null;
        copy[at] = entry;
      }
    if (performance.now() < sliceEnd) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (isOver()) return null;
    sliceEnd = performance.now() + sliceMs;
  }
  return copy;
}
