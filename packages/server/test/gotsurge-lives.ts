/** Takes tasks through their lives: partners by GotSurge's API, couriers by what an operator enters for them. */
import assert from 'node:assert/strict';
import { expire } from '../src/domain/delivery/lifecycle.ts';
import { changeDelivery } from '../src/use-cases/delivery/change-deliveries.ts';
import { transact } from '../src/use-cases/transact.ts';
import type { GotSurgeHouse, Json } from './gotsurge-house.ts';

/** A task on the trip of a courier of its own. */
export interface Driven {
  readonly id: string;
  readonly courierId: string;
  readonly trip: string;
  readonly pickup: string;
  readonly dropoff: string;
}

let couriers = 0;

/** A courier takes the task. */
export async function accept(house: GotSurgeHouse, id: string): Promise<Driven> {
  couriers += 1;
  const person = { employeeNumber: `COURIER-${couriers}`, name: 'Ng Boon', phone: '+6598765432' };
  const courierId = String((await house.operate('POST', '/couriers', person))['id']);
  const trip = await house.operate('POST', '/trips', { courierId, deliveryIds: [id] });
  const [pickup, dropoff] = trip['stops'] as readonly Json[];
  assert.ok(pickup && dropoff);
  return { id, courierId, trip: String(trip['id']), pickup: String(pickup['id']), dropoff: String(dropoff['id']) };
}

/** What couriers do, one after the other, by GotSurge's words. */
export const steps = {
  pending_pickup: ({ trip }) => [`/trips/${trip}/start`, {}],
  pickup_arriving: ({ pickup }) => [`/stops/${pickup}/arrive`, {}],
  unsuccessful_pickup: ({ pickup }) => [`/stops/${pickup}/fail`, { reasonCode: 'SHUT', reason: 'Nobody there' }],
  pending_delivery: ({ pickup }) => [`/stops/${pickup}/pick-up`, {}],
  delivery_arriving: ({ dropoff }) => [`/stops/${dropoff}/arrive`, {}],
  unsuccessful_delivery: ({ dropoff }) => [`/stops/${dropoff}/fail`, { reasonCode: 'GONE', reason: 'The vessel has left' }],
  complete: ({ dropoff }) => [`/stops/${dropoff}/deliver`, { recipientName: 'Bosun Lee' }],
} as const satisfies Record<string, (driven: Driven) => readonly [path: string, payload: object]>; // prettier-ignore
export type Step = keyof typeof steps;

export async function step(house: GotSurgeHouse, driven: Driven, to: Step): Promise<void> {
  await house.operate('POST', ...steps[to](driven));
}

/** The system's own: its round is over. */
export async function expireTask({ deps, platform }: GotSurgeHouse, id: string): Promise<void> {
  const { caller } = platform.tenant.identity;
  await transact(deps, caller, (tx) =>
    changeDelivery(deps, tx, caller, id, ({ delivery, circumstances }) => ({
      changed: expire(delivery, circumstances),
    })),
  );
}
