/** The one step that a courier can do next on a trip. */
import type { Stop, Trip } from '../trip/trip.ts';

export const stepKinds = ['set_out', 'arrive', 'pick_up', 'deliver', 'end'] as const;
export type StepKind = (typeof stepKinds)[number];

export interface NextStep {
  readonly kind: StepKind;
  /** Null for the end of the trip. */
  readonly stopId: string | null;
}

/**
 * @param stops in driving order
 * @param isBusy another trip of his is under way: this one has to wait
 * @returns null when there is nothing to do now.
 */
export function nextStep(
  trip: Pick<Trip, 'state'>,
  stops: readonly Pick<Stop, 'id' | 'leg' | 'state'>[],
  isBusy: boolean,
): NextStep | null {
  const ahead = stops.find(({ state }) => state === 'open' || state === 'arrived');
  switch (trip.state) {
    case 'planned':
      return ahead && !isBusy ? { kind: 'set_out', stopId: ahead.id } : null;
    case 'started':
      return ahead ? { kind: stepAt(ahead), stopId: ahead.id } : { kind: 'end', stopId: null };
    case 'ended':
    case 'cancelled':
      return null;
  }
}

function stepAt({ leg, state }: Pick<Stop, 'leg' | 'state'>): StepKind {
  if (state === 'open') return 'arrive';
  return leg === 'pickup' ? 'pick_up' : 'deliver';
}
