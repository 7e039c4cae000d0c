/** Many reach for one offer, and others change it at the same moment: one of them has it, and nothing is done by halves. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { addCourier, type SeededCourier } from '../../../test/add-courier.ts';
import { addOffer, jurong } from '../../../test/add-task.ts';
import {
  elements,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { update } from '../../domain/delivery/lifecycle.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import { assertCancellable } from '../../domain/task/courier-moves.ts';
import { sha256 } from '../../lib/hash.ts';
import { newId } from '../../lib/new-id.ts';
import { actAsCourier } from '../courier/act.ts';
import { cancelAt } from '../delivery/cancel-delivery.ts';
import { changeDelivery } from '../delivery/change-deliveries.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { transact } from '../transact.ts';
import { expireDueOffers } from './expire-due.ts';

let house: NativeHouse;
let client: NativeClient;
let base: string;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  base = await house.app.listen({ port: 0, host: '127.0.0.1' });
});
after(() => house.close());

const drivers = 200;

/** On duty with a van at the pickup, each with a phone. @returns their tokens. */
async function seedDrivers(): Promise<string[]> {
  const account = client.tenant.account.id;
  const tokens = Array.from({ length: drivers }, (_, index) => `wbc_${String(index).padStart(43, 'x')}`);
  const rows = tokens.map((token, index) => {
    const ids = { courier: newId(), credential: newId(), tracker: newId(), session: newId() };
    return { ...ids, number: `D-${index}`, hash: `\\x${sha256(token).toString('hex')}` };
  });
  const people = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as x (courier uuid, credential uuid, tracker uuid, session uuid, number text, hash text)`;
  const statements = [
    sql`insert into credential (account_id, id, dialect, label, lookup)
      select ${account}, credential, 'courier', number, credential::text from ${people}`,
    sql`insert into tracker (account_id, id, code, kind, latest_at, latest_received_at, latest_lat, latest_lng)
      select ${account}, tracker, number, 'phone', ${house.deps.now()}, ${house.deps.now()}, ${jurong.lat}, ${jurong.lng} from ${people}`,
    sql`insert into courier (account_id, id, employee_number, name, phone, credential_id, tracker_id)
      select ${account}, courier, number, number, '1', credential, tracker from ${people}`,
    sql`insert into courier_duty (account_id, courier_id, vehicle_kind, on_duty_since)
      select ${account}, courier, 'van_1.7m', now() from ${people}`,
    sql`insert into courier_session (account_id, id, courier_id, credential_id, token_hash, expires_at)
      select ${account}, session, courier, credential, hash::bytea, now() + interval '90 days' from ${people}`,
  ];
  for (const statement of statements) await statement.execute(house.database.db);
  return tokens;
}

async function asPhone(token: string, path: string, body?: object): Promise<Json> {
  const answer = await fetch(`${base}/v1/courier${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text) as Json;
}

test('two hundred drivers accept one offer at once: one has it, and it is done once', async () => {
  const tokens = await seedDrivers();
  const { id, offer } = await addOffer(house.deps, client.tenant, 'CROWD');
  for (const token of tokens.slice(0, 3)) {
    assert.deepEqual(elements(await asPhone(token, '/offers')).map((one) => one['id']), [offer.id]); // prettier-ignore
  }
  const accept = () => [{ id: newId(), kind: 'accept', at: house.deps.now().toISOString(), offerId: offer.id }];
  const answers = await Promise.all(tokens.map((token) => asPhone(token, '/actions', { actions: accept() })));
  const results = answers.map((answer) => elements(answer, 'results')[0] ?? {});
  const winners = results.filter(({ outcome }) => outcome === 'done');
  assert.equal(winners.length, 1);
  assert.deepEqual(winners[0]?.['delivery'], { id, state: 'assigned', version: 3 });
  const losers = results.filter(({ outcome, code }) => outcome === 'refused' && code === 'offer_taken');
  assert.equal(losers.length, drivers - 1);
  assert.ok(losers.every(({ message }) => message === 'Another courier has taken it.'));

  const events = await readTimeline(house.deps, client.tenant.identity.caller, id, { after: 0, limit: 100 });
  assert.deepEqual(events.map(({ type }) => type), ['delivery.created', 'delivery.offered', 'delivery.assigned']); // prettier-ignore
  const { rows } = await sql`select
      (select count(*)::int from trip where courier_id is not null) as trips,
      (select count(*)::int from stop) as stops,
      (select count(*)::int from courier_action where outcome = 'done') as done,
      (select count(*)::int from courier_action where outcome = 'refused') as refused,
      (select count(*)::int from offer where closed_at is null) as open,
      (select count(*)::int from outbox where account_id = ${client.tenant.account.id}
        and event_id in (select id from event where type = 'delivery.assigned')) as told`.execute(house.database.db);
  assert.deepEqual(rows, [{ trips: 1, stops: 2, done: 1, refused: drivers - 1, open: 0, told: 1 }]);
  for (const token of tokens.slice(0, 3)) assert.deepEqual(await asPhone(token, '/offers'), { data: [] });
  const winner = tokens[results.findIndex(({ outcome }) => outcome === 'done')] ?? '';
  const [trip] = elements(await asPhone(winner, '/work'), 'trips');
  assert.equal(elements(trip ?? {}, 'stops').length, 2);
});

const rounds = 50;

/** What else happens to the delivery; rejects with a DomainError when it comes too late. */
type Other = (task: { readonly id: string; readonly offer: Offer }) => Promise<unknown>;

/** The first rounds are the other's and the last the courier's; between them he is a little earlier each time. */
async function race(
  round: number,
  accepts: () => Promise<string>,
  other: () => Promise<unknown>,
): Promise<[PromiseSettledResult<string>, PromiseSettledResult<unknown>]> {
  if (round < 5) {
    const [first] = await Promise.allSettled([other()]);
    const [accepted] = await Promise.allSettled([accepts()]);
    return [accepted, first];
  }
  const accepting = accepts();
  const late = (round < rounds - 5 ? sleep(2 * (round - 5)) : accepting).then(other);
  return Promise.allSettled([accepting, late]);
}

/** Both at once, now this and now that a little earlier. @returns how often the courier had it. */
async function raceAgainst(name: string, other: Other, lost: { readonly outcome: string; readonly event: string }) {
  const { deps, database } = house;
  const courier = await addCourier(deps, client.tenant, name);
  let taken = 0;
  for (let round = 0; round < rounds; round += 1) {
    const task = await addOffer(deps, client.tenant, `${name}-${round}`);
    const accepts = () => accept(courier, task.offer.id);
    const [accepted, changed] = await race(round, accepts, () => other(task));
    const outcome = accepted.status === 'fulfilled' ? accepted.value : assert.fail(String(accepted.reason));
    const has = outcome === 'done';
    if (has) taken += 1;
    else assert.equal(outcome, 'refused');
    if (changed.status === 'rejected') assert.ok(has && changed.reason instanceof DomainError, String(changed.reason));
    const events = await readTimeline(deps, client.tenant.identity.caller, task.id, { after: 2, limit: 10 });
    assert.deepEqual(events.map(({ type }) => type), [has ? 'delivery.assigned' : lost.event]); // prettier-ignore
    const { rows } = await sql`select outcome, (select count(*)::int from stop where delivery_id = ${task.id}) as stops
      from offer where id = ${task.offer.id}`.execute(database.db);
    assert.deepEqual(rows, [has ? { outcome: 'accepted', stops: 2 } : { outcome: lost.outcome, stops: 0 }]);
  }
  return taken;
}

async function accept({ identity }: SeededCourier, offerId: string): Promise<string> {
  const action = { id: newId(), at: house.deps.now(), position: jurong, fingerprint: Buffer.alloc(32) };
  const [result] = await actAsCourier(house.deps, identity, [{ ...action, deed: { kind: 'accept', offerId } }]);
  return result?.outcome ?? assert.fail('no result');
}

test('accept against the partner who calls it off: one of them wins, 50 times', async () => {
  const { deps } = house;
  const { caller } = client.tenant.identity;
  const why = { reasonCode: null, reason: 'changed my mind' };
  const cancel: Other = async ({ id }) =>
    transact(deps, caller, (tx) =>
      changeDelivery(deps, tx, caller, id, (scene) => {
        assertCancellable(scene.delivery.state);
        return cancelAt(scene, 'partner', why);
      }),
    );
  const taken = await raceAgainst('CANCEL', cancel, { outcome: 'withdrawn', event: 'delivery.cancelled' });
  assert.ok(taken > 0 && taken < rounds, `the courier had it ${taken} times`);
});

test('accept against the end of the round: one of them wins, 50 times', async () => {
  const { deps } = house;
  const expire: Other = async ({ offer }) => {
    deps.clock.set(offer.expiresAt ?? assert.fail('it does not end'));
    await expireDueOffers(deps, 100);
  };
  const taken = await raceAgainst('EXPIRY', expire, { outcome: 'expired', event: 'delivery.expired' });
  assert.ok(taken > 0 && taken < rounds, `the courier had it ${taken} times`);
});

test('accept against a change of the place: nothing changes once it is taken, 50 times', async () => {
  const { deps, database } = house;
  const { caller } = client.tenant.identity;
  const courier = await addCourier(deps, client.tenant, 'CHANGE');
  const clementi = { lat: 1.36, lng: 103.78 };
  let before = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { id, offer } = await addOffer(deps, client.tenant, `CHANGE-${round}`);
    // the open round follows the delivery by itself
    const revise = async () =>
      transact(deps, caller, (tx) =>
        changeDelivery(deps, tx, caller, id, ({ delivery, circumstances }) => ({
          changed: update(delivery, { pickup: { position: clementi } }, circumstances, { allowed: ['offered'] }),
        })),
      );
    const [taken, revised] = await race(round, () => accept(courier, offer.id), revise);
    assert.equal(taken.status === 'fulfilled' && taken.value, 'done');
    const types = (await readTimeline(deps, caller, id, { after: 2, limit: 10 })).map(({ type }) => type);
    const wasFirst = revised.status === 'fulfilled';
    if (wasFirst) before += 1;
    assert.deepEqual(types, [...(wasFirst ? ['delivery.updated'] : []), 'delivery.assigned']);
    const { rows } = await sql`select lat, outcome from offer where id = ${offer.id}`.execute(database.db);
    assert.deepEqual(rows, [{ lat: wasFirst ? clementi.lat : jurong.lat, outcome: 'accepted' }]);
  }
  assert.ok(before > 0 && before < rounds, `the change came first ${before} times`);
});

test('what an operator assigns or a partner of another API calls off is no longer on offer', async () => {
  const { deps, database } = house;
  const courier = await addCourier(deps, client.tenant, 'BY-HAND');
  const byHand = await addOffer(deps, client.tenant, 'BY-HAND');
  await client.make('/trips', { courierId: courier.id, deliveryIds: [byHand.id] });
  const calledOff = await addOffer(deps, client.tenant, 'CALLED-OFF');
  await client.make(`/deliveries/${calledOff.id}/cancel`, {});
  for (const { id, offer } of [byHand, calledOff]) {
    const { rows } = await sql`select outcome from offer where delivery_id = ${id}`.execute(database.db);
    assert.deepEqual(rows, [{ outcome: 'withdrawn' }]);
    assert.equal(await accept(courier, offer.id), 'refused');
  }
});
