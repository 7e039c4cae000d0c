/** Gathers what a plan of deliveries is made of: who and what waits, where it is, and who is at work. */
import type { Account } from '../../domain/account/account.ts';
import type { Delivery, Leg } from '../../domain/delivery/delivery.ts';
import type { LatLng } from '../../domain/geo.ts';
import { mostShipments, mostVehicles, type DeliveriesRequest, type Unplanned } from '../../domain/plan/plan.ts';
import { dayIn, hoursFrom, isDayOff } from '../../domain/plan/working-hours.ts';
import { legsAhead } from '../../domain/trip/make-stops.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { findHubPlaces, listCandidates, listWaitingDeliveries, type Candidate } from '../../store/plan-input.ts';
import type { Deps } from '../deps.ts';
import { toDeliveriesTask, type AtWork, type Located } from './deliveries-task.ts';
import { locate } from './locate.ts';
import type { PlanningTask } from './task.ts';

/** The task for the planner; it is whole only when the signal was not aborted. */
export async function gather(
  deps: Pick<Deps, 'db' | 'now' | 'geocodeServer' | 'gazetteer' | 'log'>,
  account: Account,
  request: DeliveriesRequest,
  signal: AbortSignal,
): Promise<PlanningTask> {
  const db = deps.db.of(account.id);
  const setOff = request.setOff === null ? deps.now() : new Date(request.setOff);
  const anyTime = { from: null, until: null };
  const named = request.deliveryIds
    ? await findDeliveries(db, account.id, [...new Set(request.deliveryIds)])
    : await listWaitingDeliveries(db, account.id, request.window ?? anyTime, mostShipments);
  const waiting = named.filter(({ state }) => state === 'ready');
  const leftOut = named.filter(({ state }) => state !== 'ready').map(notWaiting);
  const located = await placed(deps, waiting, signal);
  const candidates = await listCandidates(db, account.id, request.courierIds, mostVehicles);
  const codes = [...new Set(waiting.flatMap(({ distributionCentre }) => distributionCentre ?? []))];
  const elsewhere = startFor(waiting, await findHubPlaces(db, account.id, codes), located);
  const known = candidates.map((courier) => ({ ...courier, start: courier.start ?? elsewhere }));
  return toDeliveriesTask(located, atWorkFrom(known, request, setOff, account.timeZone), setOff, leftOut);
}

function notWaiting({ id, orderNumber, state }: Delivery): Unplanned {
  const message = `The order ${orderNumber} does not wait for a courier: it is ${state.replaceAll('_', ' ')}.`;
  return { shipment: orderNumber, deliveryId: id, constraint: 'not_waiting', message };
}

/** Looks up the doors that came without a position, all at once. */
async function placed(
  deps: Pick<Deps, 'geocodeServer' | 'gazetteer' | 'log'>,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
): Promise<readonly Located[]> {
  const doors = deliveries.flatMap((delivery) =>
    legsAhead(delivery).flatMap((leg) => (delivery[leg]?.position === null ? [{ delivery, leg, place: delivery[leg] }] : [])),
  ); // prettier-ignore
  const found = await locate(deps, doors.map(({ place }) => place.address), signal); // prettier-ignore
  const byDoor = new Map(doors.map(({ delivery, leg }, index) => [`${delivery.id} ${leg}`, found[index] ?? null]));
  const placeOf = (delivery: Delivery, leg: Leg) =>
    delivery[leg]?.position ?? byDoor.get(`${delivery.id} ${leg}`) ?? null;
  return deliveries.map((delivery) => ({
    delivery,
    places: Object.fromEntries(legsAhead(delivery).map((leg) => [leg, placeOf(delivery, leg)])),
  }));
}

/**
 * Where couriers begin whose hub has no place: the distribution centre of most deliveries, else amid the doors.
 * Null without any door.
 */
function startFor(
  deliveries: readonly Delivery[],
  hubs: ReadonlyMap<string, LatLng>,
  located: readonly Located[],
): LatLng | null {
  const counts = new Map<string, number>();
  for (const { distributionCentre: code } of deliveries) {
    if (code !== null && hubs.has(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  const hub = most && hubs.get(most[0]);
  if (hub) return hub;
  const doors = located.flatMap(({ places }) => Object.values(places).flatMap((place) => place ?? []));
  if (doors.length === 0) return null;
  const mean = (pick: (door: LatLng) => number) => doors.reduce((sum, door) => sum + pick(door), 0) / doors.length;
  return { lat: mean(({ lat }) => lat), lng: mean(({ lng }) => lng) };
}

/** Who is named may have a day off or another trip, but works in his hours; a vehicle goes out with one courier. */
function atWorkFrom(
  couriers: readonly Candidate[],
  { courierIds }: DeliveriesRequest,
  setOff: Date,
  timeZone: string,
): readonly AtWork[] {
  const day = dayIn(timeZone, setOff);
  const vehicles = new Set<string>();
  return couriers.flatMap((courier): AtWork[] => {
    const { start, vehicleId } = courier;
    const hours = hoursFrom(courier, setOff, timeZone);
    if (start === null || hours === null || (courierIds === null && isDayOff(courier, day))) return [];
    if (vehicleId !== null && vehicles.has(vehicleId)) return [];
    if (vehicleId !== null) vehicles.add(vehicleId);
    return [{ courier, hours, start }];
  });
}
