/** What the fixes of its tracker say of a trip under way: hubs entered and left, doors reached, the way driven. */
import { distanceMetres, type LatLng } from '../geo.ts';
import { follow, unseen, type Crossing, type Fence, type Following } from '../hub/crossing.ts';
import type { Sighting } from '../tracking/believe.ts';
import type { Pace } from './eta.ts';
import type { Stop } from './trip.ts';

/** A sum at a moment, kept so that the pace of late can be told. */
interface Milestone extends Pace {
  readonly at: Date;
}

/** What is remembered of a trip between two looks at its tracker. */
export interface Memory {
  readonly following: Following;
  /** Null before the first fix. */
  readonly drivenMetres: number | null;
  /** Where the last step of the way driven ended: what is shorter than a step is the wandering of GPS. */
  readonly anchor: LatLng | null;
  /** Driven away from doors and hubs, since the trip was first seen. */
  readonly onRoad: Pace;
  /** About one a minute, of the last quarter of an hour; oldest first. */
  readonly milestones: readonly Milestone[];
}

export const freshMemory: Memory = {
  following: unseen,
  drivenMetres: null,
  anchor: null,
  onRoad: { metres: 0, seconds: 0 },
  milestones: [],
};

/** A stop and where its door is. */
export type WatchedStop = Stop & { readonly position: LatLng | null };

/** Around each door. */
const stopFenceMetres = 150;
const stepMetres = 20;
/** A longer silence says nothing of how fast it went. Seconds. */
const longestGap = 300;
const paceMs = 15 * 60_000;
const milestoneMs = 60_000;

export interface TripFollowed<T> {
  readonly memory: Memory;
  /** Of hubs, in the order in which they happened. */
  readonly crossings: readonly Crossing[];
  /** All stops, as the fixes leave them. */
  readonly stops: readonly T[];
}

/** The stops whose fence the tracker is in, as they were written down. */
export function doorsInside(stops: readonly Stop[]): readonly string[] {
  return stops.filter(({ fenceEnteredAt, fenceLeftAt }) => fenceEnteredAt && !fenceLeftAt).map(({ id }) => id);
}

/** @param fixes oldest first @param hubs fences that may matter, those that the memory is inside among them */
export function followTrip<T extends WatchedStop>(
  memory: Memory,
  fixes: readonly Sighting[],
  hubs: readonly Fence[],
  stops: readonly T[],
): TripFollowed<T> {
  const doors = new Map(stops.map((stop) => [stop.id, stop]));
  const crossings: Crossing[] = [];
  let now = memory;
  for (const fix of fixes) {
    const fences = [...hubs, ...[...doors.values()].flatMap(fenceOf)];
    const before = now.following;
    const step = follow(before, fix, fences);
    now = { ...now, following: step.following };
    if (!step.believed) continue;
    now = advance(now, before, fix, step.leapt);
    for (const crossing of step.crossings) {
      const stop = doors.get(crossing.fenceId);
      if (stop) doors.set(stop.id, crossing.kind === 'in' ? reached(stop, fix) : departed(stop, fix));
      else crossings.push(crossing);
    }
  }
  return { memory: now, crossings, stops: [...doors.values()] };
}

/** What was driven in the last quarter of an hour. */
export function paceOf({ onRoad, milestones, following }: Omit<Memory, 'drivenMetres'>): Pace {
  const since = (following.last?.recordedAt.getTime() ?? 0) - paceMs;
  const first = milestones.find(({ at }) => at.getTime() >= since);
  return first
    ? { metres: onRoad.metres - first.metres, seconds: onRoad.seconds - first.seconds }
    : { metres: 0, seconds: 0 };
}

/**
 * Gives each stop that has been reached its part of the way: what was driven since the stops before. Those that have
 * their part keep it.
 */
export function shareWay<T extends Stop>(stops: readonly T[], drivenMetres: number | null): readonly T[] {
  if (drivenMetres === null) return stops;
  const reachedFirst = stops
    .filter((stop) => isReached(stop) && stop.drivenMetres === null)
    .toSorted((one, other) => (one.arrivedAt?.getTime() ?? 0) - (other.arrivedAt?.getTime() ?? 0));
  const [next] = reachedFirst;
  if (!next) return stops;
  const told = stops.reduce((sum, stop) => sum + (isReached(stop) ? (stop.drivenMetres ?? 0) : 0), 0);
  const part = Math.max(0, drivenMetres - told);
  // whatever else was reached since the last look was at the same place, or nobody can tell
  return stops.map((stop) =>
    stop === next ? { ...stop, drivenMetres: part } : reachedFirst.includes(stop) ? { ...stop, drivenMetres: 0 } : stop,
  );
}

function isReached({ state }: Stop): boolean {
  return state === 'arrived' || state === 'done' || state === 'failed';
}

/** The fence of a stop that is not over, or that the tracker has not left yet. */
function fenceOf(stop: WatchedStop): readonly Fence[] {
  const { state, position, fenceEnteredAt, fenceLeftAt } = stop;
  if (!position || state === 'dropped') return [];
  const over = state === 'done' || state === 'failed';
  if (over && (!fenceEnteredAt || fenceLeftAt)) return [];
  return [{ id: stop.id, centre: position, radiusMetres: stopFenceMetres }];
}

/** Passing by on the way to another door is forgotten when the tracker comes again. */
function reached<T extends WatchedStop>(stop: T, { recordedAt }: Sighting): T {
  const enteredAt = stop.state === 'open' ? recordedAt : (stop.fenceEnteredAt ?? recordedAt);
  return { ...stop, fenceEnteredAt: enteredAt, fenceLeftAt: null };
}

function departed<T extends WatchedStop>(stop: T, { recordedAt }: Sighting): T {
  return { ...stop, fenceLeftAt: recordedAt };
}

/** Adds the way from the fix before. */
function advance(memory: Memory, before: Following, fix: Sighting, leapt: boolean): Memory {
  const { last } = before;
  const { anchor } = memory;
  const moved = anchor && !leapt ? distanceMetres(anchor, fix) : 0;
  const step = moved >= stepMetres ? moved : 0;
  const seconds = last ? (fix.recordedAt.getTime() - last.recordedAt.getTime()) / 1000 : 0;
  // who stands at a door or in a hub is not slow
  const driving = !leapt && seconds <= longestGap && before.inside.length === 0;
  const { metres, seconds: spent } = memory.onRoad;
  const onRoad = driving ? { metres: metres + step, seconds: spent + seconds } : memory.onRoad;
  return {
    ...memory,
    drivenMetres: (memory.drivenMetres ?? 0) + step,
    anchor: !anchor || leapt || step > 0 ? { lat: fix.lat, lng: fix.lng } : anchor,
    onRoad,
    milestones: marked(memory.milestones, { ...onRoad, at: fix.recordedAt }),
  };
}

function marked(milestones: readonly Milestone[], next: Milestone): readonly Milestone[] {
  const newest = milestones.at(-1);
  if (newest && next.at.getTime() - newest.at.getTime() < milestoneMs) return milestones;
  return [...milestones.filter(({ at }) => next.at.getTime() - at.getTime() <= paceMs), next];
}
