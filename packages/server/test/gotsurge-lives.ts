/** Takes tasks through their lives over HTTP: partners by GotSurge's API, couriers by their phones, time by the clock. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import { expireDueOffers } from '../src/use-cases/offer/expire-due.ts';
import { addCourier } from './add-courier.ts';
import type { GotSurgeHouse, Json } from './gotsurge-house.ts';

/** Where the pickup of the sample is. */
export const pandan = { lat: 1.3062, lng: 103.7596 };

/** A courier with his phone: of the platform's squad, with a boat, near the pickup. */
export interface Phone {
  readonly courierId: string;
  readonly token: string;
}

/** A task that a courier took. */
export interface Driven extends Phone {
  readonly id: string;
}

let couriers = 0;

export async function addPhone({ deps, platform }: GotSurgeHouse): Promise<Phone> {
  couriers += 1;
  const { tenant, organisationId } = platform;
  const courier = { marine: true, organisationId, position: pandan };
  const { id: courierId, token } = await addCourier(deps, tenant, `COURIER-${couriers}`, courier);
  return { courierId, token };
}

export interface ActionResult {
  readonly outcome: 'done' | 'superseded' | 'refused';
  readonly code: string | null;
  readonly message: string | null;
}

/** One action of the phone's, now, at the pickup. */
export async function act({ app, deps }: GotSurgeHouse, { token }: Phone, what: Json): Promise<ActionResult> {
  const action = { id: newId(), at: deps.now().toISOString(), position: pandan, ...what };
  const headers = { authorization: `Bearer ${token}` };
  const answer = await app.inject({ method: 'POST', url: '/v1/courier/actions', headers, payload: { actions: [action] } }); // prettier-ignore
  assert.equal(answer.statusCode, 200, answer.body);
  const [result] = answer.json<{ readonly results: readonly ActionResult[] }>().results;
  return result ?? assert.fail('no result');
}

async function mustAct(house: GotSurgeHouse, phone: Phone, what: Json): Promise<void> {
  const { outcome, message } = await act(house, phone, what);
  assert.equal(outcome, 'done', `${JSON.stringify(what)}: ${message}`);
}

/** The latest round of asking couriers, open or over; null: nobody was ever asked. */
export async function roundOf({ deps }: GotSurgeHouse, id: string): Promise<{ readonly id: string; readonly expires_at: Date | null } | null> {
  const { rows } = await sql<{ id: string; expires_at: Date | null }>`
    select id, expires_at from offer where delivery_id = ${id} order by opened_at desc, id desc limit 1`.execute(deps.db.house);
  return rows[0] ?? null;
} // prettier-ignore

/** A courier of its own takes the task from what he is offered. */
export async function accept(house: GotSurgeHouse, id: string): Promise<Driven> {
  const phone = await addPhone(house);
  const headers = { authorization: `Bearer ${phone.token}` };
  const answer = await house.app.inject({ url: '/v1/courier/offers?limit=100', headers });
  const { data } = answer.json<{ data: readonly { id: string; deliveryId: string }[] }>();
  const offer = data.find(({ deliveryId }) => deliveryId === id) ?? assert.fail(`not offered: ${answer.body}`);
  await mustAct(house, phone, { kind: 'accept', offerId: offer.id });
  return { ...phone, id };
}

/** What couriers do, one after the other, by GotSurge's words. */
export const steps = {
  pending_pickup: { kind: 'set_out' },
  pickup_arriving: { kind: 'arrive', leg: 'pickup' },
  unsuccessful_pickup: { kind: 'fail', leg: 'pickup', reasonCode: 'SHUT', reason: 'Nobody there' },
  pending_delivery: { kind: 'pick_up' },
  delivery_arriving: { kind: 'arrive', leg: 'dropoff' },
  unsuccessful_delivery: { kind: 'fail', leg: 'dropoff', reasonCode: 'GONE', reason: 'The vessel has left' },
  complete: { kind: 'deliver', recipientName: 'Bosun Lee' },
} as const satisfies Record<string, Json>;
export type Step = keyof typeof steps;

/** Which steps lead to each of them, itself the last. */
export const roads: Readonly<Record<Step, readonly Step[]>> = {
  pending_pickup: ['pending_pickup'],
  pickup_arriving: ['pending_pickup', 'pickup_arriving'],
  unsuccessful_pickup: ['pending_pickup', 'pickup_arriving', 'unsuccessful_pickup'],
  pending_delivery: ['pending_pickup', 'pickup_arriving', 'pending_delivery'],
  delivery_arriving: ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving'],
  unsuccessful_delivery: ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving', 'unsuccessful_delivery'],
  complete: ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving', 'complete'],
}; // prettier-ignore

export async function step(house: GotSurgeHouse, driven: Driven, to: Step): Promise<void> {
  await mustAct(house, driven, { ...steps[to], deliveryId: driven.id });
}

/** The trip that carries the task, as the operator sees it. */
export async function tripOf(house: GotSurgeHouse, id: string): Promise<string> {
  return String((await house.operate('GET', `/deliveries/${id}`))['tripId']);
}

/** Its round ends in half an hour: a squad is asked until half an hour before the end of the pickup. */
export function soon({ deps }: GotSurgeHouse): Json {
  const at = (minutes: number) => new Date(deps.now().getTime() + 60_000 * minutes).toISOString();
  return {
    broadcast_preference: 'squad',
    from_time_window: { start_time_utc: at(30), end_time_utc: at(60) },
    to_time_window: { start_time_utc: at(60), end_time_utc: at(90) },
  };
}

/** The clock goes on to the end of the task's round, and the house ends what is over. */
export async function expireTask(house: GotSurgeHouse, id: string): Promise<void> {
  const round = await roundOf(house, id);
  house.deps.clock.set(round?.expires_at ?? assert.fail('its round does not end'));
  await expireDueOffers(house.deps, 100);
}
