/** Which fixes of a device are believed: in the order of the device's own clock, without leaps that nothing on wheels makes. */
import { distanceMetres, type LatLng } from '../geo.ts';

/** A fix as far as following needs it. */
export interface Sighting extends LatLng {
  readonly recordedAt: Date;
}

/** What is remembered from one fix to the next. */
export interface Belief {
  /** Device time up to which fixes were looked at; nothing at or before it is taken again. Null: none yet. */
  readonly seenAt: Date | null;
  /** The newest fix that was believed. */
  readonly last: Sighting | null;
  /** A fix that lay too far off. A second one that agrees with it is believed. */
  readonly leap: Sighting | null;
}

export interface Judgement {
  readonly belief: Belief;
  /** False: late, told before, or a leap. */
  readonly believed: boolean;
  /** The fix is believed though nothing could have driven there from the one before: that way is nobody's way. */
  readonly leapt: boolean;
}

/** Faster than any vehicle between two fixes: one of the two is wrong. */
const fastestKmh = 250;

export function believe(belief: Belief, fix: Sighting): Judgement {
  const { seenAt, last, leap } = belief;
  if (seenAt && fix.recordedAt <= seenAt) return { belief, believed: false, leapt: false };
  if (last && !reachable(last, fix)) {
    const agreed = leap !== null && reachable(leap, fix);
    if (!agreed) return { belief: { seenAt: fix.recordedAt, last, leap: fix }, believed: false, leapt: false };
    return { belief: { seenAt: fix.recordedAt, last: fix, leap: null }, believed: true, leapt: true };
  }
  return { belief: { seenAt: fix.recordedAt, last: fix, leap: null }, believed: true, leapt: false };
}

function reachable(from: Sighting, to: Sighting): boolean {
  const hours = (to.recordedAt.getTime() - from.recordedAt.getTime()) / 3_600_000;
  return distanceMetres(from, to) / 1000 <= fastestKmh * hours;
}

/** Those of the fixes, oldest first, that will be believed. */
export function believedOf(belief: Belief, fixes: readonly Sighting[]): readonly Sighting[] {
  let now = belief;
  return fixes.filter((fix) => {
    const judgement = believe(now, fix);
    now = judgement.belief;
    return judgement.believed;
  });
}
