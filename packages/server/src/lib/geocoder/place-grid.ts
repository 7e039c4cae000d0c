/** The places of a table by where they are: cells of half a degree, outside the heap like the table. */
import { setImmediate as turn } from 'node:timers/promises';
import type { FoundPoint } from './sought-address.ts';
import type { PlaceRow, PlaceTable } from './place-table.ts';

export interface PlaceGrid {
  /** The row whose place is nearest; null when there is none within so many metres. */
  readonly nearest: (point: FoundPoint, mostMetres: number) => PlaceRow | null;
}

/** Of a degree of latitude. */
const metresPerDegree = 111_195;
const perDegree = 2;
const [height, width] = [180 * perDegree, 360 * perDegree];
const radians = Math.PI / 180;

const rowOf = (lat: number) => Math.min(height - 1, Math.max(0, Math.floor((lat + 90) * perDegree)));
/** Round the globe: 181 degrees east are 179 west. */
const columnOf = (lng: number) => (((Math.floor((lng + 180) * perDegree) % width) + width) % width) | 0;

/** Rows that are sorted before others have their turn. */
const inOneGo = 16_384;

/** Sorts the table's places into cells, with breaks: with all the world it takes some hundredths of a second. */
export async function createGrid({
  count,
  pointAt,
  at,
}: Pick<PlaceTable, 'count' | 'pointAt' | 'at'>): Promise<PlaceGrid> {
  const cellOf = new Uint32Array(count);
  const ends = new Uint32Array(height * width + 1);
  for (let index = 0; index < count; index += 1) {
    if (index % inOneGo === 0) await turn();
    const { lat, lng } = pointAt(index);
    const cell = rowOf(lat) * width + columnOf(lng);
    cellOf[index] = cell;
    ends[cell + 1] = (ends[cell + 1] ?? 0) + 1;
  }
  for (let cell = 0; cell < height * width; cell += 1) ends[cell + 1] = (ends[cell + 1] ?? 0) + (ends[cell] ?? 0);
  const next = ends.slice();
  const members = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    if (index % inOneGo === 0) await turn();
    const cell = cellOf[index] ?? 0;
    const place = next[cell] ?? 0;
    members[place] = index;
    next[cell] = place + 1;
  }

  return {
    nearest(point, mostMetres) {
      let best: number | null = null;
      let least = mostMetres;
      for (const cell of cellsWithin(point, mostMetres)) {
        for (const index of members.subarray(ends[cell], ends[cell + 1])) {
          const metres = metresBetween(point, pointAt(index));
          if (metres > least) continue;
          least = metres;
          best = index;
        }
      }
      return best === null ? null : at(best);
    },
  };
}

/** Every cell that has a point within so many metres, and some that have none. */
function* cellsWithin({ lat, lng }: FoundPoint, metres: number): Generator<number> {
  const up = metres / metresPerDegree;
  for (let row = rowOf(lat - up); row <= rowOf(lat + up); row += 1) {
    // meridians come together towards the poles: the edge that is nearer to one decides
    const edge = Math.min(90, Math.max(Math.abs(row / perDegree - 90), Math.abs((row + 1) / perDegree - 90)));
    const across = up / Math.max(Math.cos(edge * radians), 1e-6);
    const columns = Math.min(width, Math.ceil(across * perDegree) * 2 + 1);
    const first = columnOf(lng) - (columns >> 1);
    for (let step = 0; step < columns; step += 1) yield row * width + ((first + step + width) % width);
  }
}

/** As the crow flies, on a plane that touches the globe here: good for what is near. */
function metresBetween(here: FoundPoint, there: FoundPoint): number {
  const east = ((there.lng - here.lng + 540) % 360) - 180;
  const middle = Math.cos(((here.lat + there.lat) / 2) * radians);
  return Math.hypot(there.lat - here.lat, east * middle) * metresPerDegree;
}
