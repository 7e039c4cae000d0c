/** What becomes of crossings: events of the trip, one version each, and visits. */
import type { NewEvent } from '../../domain/event/event.ts';
import type { Crossing } from '../../domain/hub/crossing.ts';
import { crossHub } from '../../domain/trip/lifecycle.ts';
import type { FencedHub, Visit } from '../../store/hub-visit.ts';
import { toTripSummary, type TripWithCrew } from '../../store/trip.ts';
import type { Deps } from '../deps.ts';

export interface Crossed {
  readonly trip: TripWithCrew;
  readonly events: readonly NewEvent[];
  /** Visits that were open before and are over, and new ones, some of which are over already. */
  readonly ended: readonly Pick<Visit, 'id' | 'left'>[];
  readonly begun: readonly Visit[];
}

export function crossHubs(
  { newId, now }: Pick<Deps, 'newId' | 'now'>,
  before: TripWithCrew,
  crossings: readonly Crossing[],
  hubs: readonly FencedHub[],
): Crossed {
  const byId = new Map(hubs.map((hub) => [hub.id, hub]));
  const scene = { summary: toTripSummary(before), now: now() };
  const open = new Map(hubs.flatMap(({ id, openVisitId }) => (openVisitId === null ? [] : [[id, openVisitId]])));
  const ended: Pick<Visit, 'id' | 'left'>[] = [];
  const begun = new Map<string, Visit>();
  const events: NewEvent[] = [];
  let trip = before;
  for (const { fenceId, kind, fix } of crossings) {
    const hub = byId.get(fenceId);
    if (!hub) throw new Error('A fence was crossed that nobody put up.');
    const { id, code, name } = hub;
    const type = kind === 'in' ? 'trip.entered_hub' : 'trip.left_hub';
    const position = { lat: fix.lat, lng: fix.lng };
    const changed = crossHub(trip, type, { hub: { id, code, name }, position, sightedAt: fix.recordedAt }, scene);
    trip = { ...trip, ...changed.trip };
    events.push(changed.event);
    const visitId = open.get(id) ?? newId();
    if (kind === 'in') {
      open.set(id, visitId);
      begun.set(visitId, { id: visitId, hubId: id, entered: fix, left: null });
      continue;
    }
    open.delete(id);
    const visit = begun.get(visitId);
    if (visit) begun.set(visitId, { ...visit, left: fix });
    else ended.push({ id: visitId, left: fix });
  }
  return { trip, events, ended, begun: [...begun.values()] };
}
