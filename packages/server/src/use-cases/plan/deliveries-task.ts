/** Deliveries that wait and couriers who are free, for the planner. Pure. */
import type { Problem } from '@waybill/route-planner';
import type { Delivery, Leg, Place } from '../../domain/delivery/delivery.ts';
import type { LatLng } from '../../domain/geo.ts';
import type { PlanConstraint, Unplanned } from '../../domain/plan/plan.ts';
import type { WorkingHours } from '../../domain/plan/working-hours.ts';
import { legsAhead } from '../../domain/trip/make-stops.ts';
import type { Candidate } from '../../store/plan-input.ts';
import { roads, type PlanningTask, type TaskDoor, type TaskShipment } from './task.ts';

/** A delivery with the places of its doors, as far as anybody knows them. */
export interface Located {
  readonly delivery: Delivery;
  readonly places: Readonly<Partial<Record<Leg, LatLng | null>>>;
}

/** A courier who is at work, and where the day begins. */
export interface AtWork {
  readonly courier: Candidate;
  readonly hours: WorkingHours;
  readonly start: LatLng;
}

type Visit = NonNullable<Problem['shipments'][number]['pickup']>;

/** @param setOff nobody is on the road before it */
export function toDeliveriesTask(
  located: readonly Located[],
  atWork: readonly AtWork[],
  setOff: Date,
  leftOut: readonly Unplanned[],
): PlanningTask {
  const base = Math.floor(setOff.getTime() / 1000) * 1000;
  const seconds = (instant: Date) => Math.max(0, (instant.getTime() - base) / 1000);
  const points: LatLng[] = atWork.map(({ start }) => start);
  const names = distinct(located.map(({ delivery }) => delivery.orderNumber));
  const vehicleNames = distinct(atWork.map(({ courier }) => courier.name));
  const preferences = preferredBy(atWork, vehicleNames);
  const shipments: Problem['shipments'][number][] = [];
  const described = new Map<string, TaskShipment>();
  const preferred = new Map<string, readonly string[]>();
  const early: Unplanned[] = [];
  for (const [index, { delivery, places }] of located.entries()) {
    const name = names[index] ?? delivery.orderNumber;
    const visits: { pickup?: Visit; delivery?: Visit } = {};
    const doors: Partial<Record<Leg, TaskDoor>> = {};
    const fault = faultOf(delivery, places, setOff) ?? (atWork.length === 0 ? nobody : null);
    if (fault) {
      early.push({ shipment: delivery.orderNumber, deliveryId: delivery.id, ...fault });
      continue;
    }
    for (const leg of legsAhead(delivery)) {
      const [place, position] = [delivery[leg], places[leg]];
      if (!place || !position) continue;
      const { from, until } = place.window;
      const window = [from ? seconds(from) : 0, until ? seconds(until) : Infinity] as const;
      const visit = {
        location: points.push(position) - 1,
        windows: [window],
        service: (place.serviceMinutes ?? 0) * 60,
      };
      visits[leg === 'pickup' ? 'pickup' : 'delivery'] = visit;
      doors[leg] = { position, slot: { from: from?.toISOString() ?? null, until: until?.toISOString() ?? null } };
    }
    shipments.push({ id: name, amount: [1, delivery.weightGrams ?? 0, delivery.volumeMm3 ?? 0], ...visits });
    described.set(name, { name: delivery.orderNumber, deliveryId: delivery.id, doors });
    const code = foldCode((delivery.dropoff ?? delivery.pickup)?.address.postalCode ?? '');
    const liked = preferences.get(code);
    if (liked) preferred.set(name, liked);
  }
  return {
    problem: {
      travel: { ...roads, points },
      vehicles: atWork.map(({ courier, hours }, index) => ({
        id: vehicleNames[index] ?? courier.name,
        start: index,
        capacity: [courier.units ?? Infinity, courier.weightGrams ?? Infinity, (courier.volumeCm3 ?? Infinity) * 1000],
        shift: [seconds(hours.from), hours.until ? seconds(hours.until) : Infinity],
        maxDistance: courier.maxDistanceMetres ?? Infinity,
      })),
      shipments,
    },
    base,
    shipments: described,
    couriers: new Map(atWork.map(({ courier }, index) => [vehicleNames[index] ?? courier.name, courier.id])),
    preferred,
    leftOut: [...leftOut, ...early],
    versions: Object.fromEntries(located.map(({ delivery }) => [delivery.id, delivery.version])),
  };
}

interface Fault {
  readonly constraint: PlanConstraint;
  readonly message: string;
}

const nobody: Fault = { constraint: 'no_courier', message: 'No courier is free and at work.' };

/** Why it need not be searched for; null when it can be planned. */
function faultOf(delivery: Delivery, places: Located['places'], setOff: Date): Fault | null {
  for (const leg of legsAhead(delivery)) {
    const door = leg === 'pickup' ? 'pickup' : 'drop-off';
    if (!delivery[leg] || !places[leg]) {
      const message = `Nobody knows where the ${door} of ${delivery.orderNumber} is: give its position or more of its address.`;
      return { constraint: 'no_position', message };
    }
    if (isOver(delivery[leg].window, setOff)) {
      const message = `The time for the ${door} of ${delivery.orderNumber} is over before anybody sets out.`;
      return { constraint: 'window', message };
    }
  }
  return null;
}

const isOver = ({ from, until }: Place['window'], setOff: Date) =>
  until !== null && (until < setOff || (from !== null && until < from));

/** Names for people that are also ids: of two alike the second is told apart. */
function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const used = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let number = 2; used.has(own) || (own !== name && taken.has(own)); number += 1) own = `${name} (${number})`;
    used.add(own);
    return own;
  });
}

/** Vehicles by each postal code that their couriers prefer; one courier may name several, with commas. */
function preferredBy(atWork: readonly AtWork[], names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const preferences = new Map<string, string[]>();
  for (const [index, { courier }] of atWork.entries()) {
    const codes = (courier.preferredPostalCode ?? '').split(',').map(foldCode);
    for (const code of new Set(codes)) {
      if (code !== '') preferences.set(code, [...(preferences.get(code) ?? []), names[index] ?? courier.name]);
    }
  }
  return preferences;
}

const foldCode = (code: string) => code.replaceAll(/[\s-]/g, '').toUpperCase();
