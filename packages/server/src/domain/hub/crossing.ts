/** When a tracker enters and leaves fences: once per crossing, however its fixes jitter at the border or come late. */
import { distanceMetres, type LatLng } from '../geo.ts';
import { believe, type Belief, type Sighting } from '../tracking/believe.ts';

export interface Fence {
  readonly id: string;
  readonly centre: LatLng;
  readonly radiusMetres: number;
}

/** What is remembered of one tracker from fix to fix. */
export interface Following extends Belief {
  /** Fences it is in, by id. */
  readonly inside: readonly string[];
  /** Of those, the ones it seems to leave: fixes in a row that were outside. */
  readonly leaving: Readonly<Record<string, number>>;
}

export interface Crossing {
  readonly fenceId: string;
  readonly kind: 'in' | 'out';
  /** The fix that showed it. */
  readonly fix: Sighting;
}

export interface Followed {
  readonly following: Following;
  readonly crossings: readonly Crossing[];
  readonly believed: boolean;
  readonly leapt: boolean;
}

/** Nothing is known yet: the first fix inside a fence enters it. */
export const unseen: Following = { seenAt: null, last: null, leap: null, inside: [], leaving: {} };

/** How far outside counts as outside: GPS wanders by tens of metres beside tall houses. */
const leastMarginMetres = 50;
const marginShare = 0.1;
/** A single fix may be off; so many in a row are not. */
const fixesToLeave = 2;

/**
 * Takes one more fix. Inside from the radius inwards; outside beyond radius and margin twice running, or once where it is
 * far beyond. A fix no newer than the last one, and a leap, change nothing.
 */
export function follow(following: Following, fix: Sighting, fences: readonly Fence[]): Followed {
  const { belief, believed, leapt } = believe(following, fix);
  if (!believed) return { following: { ...following, ...belief }, crossings: [], believed, leapt };
  const inside = new Set(following.inside);
  const leaving = new Map(Object.entries(following.leaving));
  const crossings: Crossing[] = [];
  for (const fence of fences) {
    const distance = distanceMetres(fix, fence.centre);
    if (distance <= fence.radiusMetres) {
      leaving.delete(fence.id);
      if (inside.has(fence.id)) continue;
      inside.add(fence.id);
      crossings.push({ fenceId: fence.id, kind: 'in', fix });
    } else if (inside.has(fence.id) && distance > fence.radiusMetres + marginOf(fence)) {
      const times = (leaving.get(fence.id) ?? 0) + 1;
      if (times < fixesToLeave && distance <= farBeyond(fence)) {
        leaving.set(fence.id, times);
        continue;
      }
      leaving.delete(fence.id);
      inside.delete(fence.id);
      crossings.push({ fenceId: fence.id, kind: 'out', fix });
    } else {
      // between radius and margin nobody can say
      leaving.delete(fence.id);
    }
  }
  const next = { ...belief, inside: [...inside], leaving: Object.fromEntries(leaving) };
  return { following: next, crossings, believed, leapt };
}

function marginOf({ radiusMetres }: Fence): number {
  return Math.max(leastMarginMetres, marginShare * radiusMetres);
}

/** Twice the radius; of a very small fence two margins. */
function farBeyond(fence: Fence): number {
  return Math.max(2 * fence.radiusMetres, fence.radiusMetres + 2 * marginOf(fence));
}
