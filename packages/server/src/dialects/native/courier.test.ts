/** The courier's own app over HTTP: signing in, duty, offers, work, proofs, positions. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { addCourier, giveSession } from '../../../test/add-courier.ts';
import { addOffer, jurong } from '../../../test/add-task.ts';
import {
  elements,
  faults,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { tinyPng } from '../../../test/tiny-png.ts';
import { newId } from '../../lib/new-id.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

type Phone = (method: NonNullable<InjectOptions['method']>, path: string, body?: object, type?: string) => Promise<{ status: number; body: Json; text: string }>; // prettier-ignore

const phoneOf =
  (token: string, address = '127.0.0.1'): Phone =>
  async (method, path, payload, type) => {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(type && { 'content-type': type }) };
    const sent = payload === undefined ? {} : { payload };
    const answer = await house.app.inject({
      method,
      url: `/v1/courier${path}`,
      headers,
      remoteAddress: address,
      ...sent,
    });
    return {
      status: answer.statusCode,
      body: answer.body.startsWith('{') ? answer.json<Json>() : {},
      text: answer.body,
    };
  };

const login = { userName: 'asha', password: 'correct horse' };
let logins = 0;
/** A courier with a user name, and his phone. */
async function signedIn(): Promise<{ id: string; userName: string; phone: Phone; token: string }> {
  logins += 1;
  const userName = `asha-${logins}`;
  const { id } = await client.make('/couriers', { employeeNumber: `E-${logins}`, name: 'Asha', phone: '+6580001111', login: { ...login, userName } }); // prettier-ignore
  const answer = await phoneOf('', `10.0.0.${logins}`)('POST', '/session', { ...login, userName });
  assert.equal(answer.status, 201, answer.text);
  const token = String(answer.body['token']);
  return { id, userName, phone: phoneOf(token), token };
}

const part = (of: Json | undefined, field: string) => (of?.[field] ?? {}) as Json;

const minute = 60_000;
const day = 24 * 60 * minute;
const action = (fields: object) => ({ id: newId(), at: house.deps.now().toISOString(), ...fields });
const results = async (phone: Phone, ...actions: object[]) => {
  const { status, body, text } = await phone('POST', '/actions', { actions });
  assert.equal(status, 200, text);
  return elements(body, 'results');
};

test('a courier signs in with his password and out again; the token is kept as a hash only', async () => {
  const { id, phone, token, userName } = await signedIn();
  assert.match(token, /^wbc_[\w-]{43}$/);
  const me = await phone('GET', '/me');
  assert.deepEqual([me.status, part(me.body, 'courier')['id'], me.body['duty']], [200, id, null]);
  const { rows } = await sql<{ all: string }>`select string_agg(to_jsonb(s)::text, '') as all from courier_session s`.execute(house.database.db); // prettier-ignore
  assert.ok(!rows[0]?.all.includes(token));
  const second = await phoneOf('', '10.1.0.1')('POST', '/session', { ...login, userName });
  assert.equal((await phone('DELETE', '/session')).status, 204);
  assert.equal((await phone('GET', '/me')).status, 401);
  assert.equal(
    (await phoneOf(String(second.body['token']))('GET', '/me')).status,
    200,
    'his other phone stays signed in',
  );
});

test('a session lives for 90 days after its last use, and ends with the sign-in behind it', async () => {
  const begun = house.deps.now();
  const { id, phone } = await signedIn();
  house.deps.clock.move(89 * day);
  assert.equal((await phone('GET', '/me')).status, 200);
  house.deps.clock.move(89 * day);
  assert.equal((await phone('GET', '/me')).status, 200);
  await sql`update credential set revoked_at = now() where id = (select credential_id from courier where id = ${id})`.execute(house.database.db); // prettier-ignore
  assert.equal((await phone('GET', '/me')).status, 401);
  const idle = await signedIn();
  house.deps.clock.move(90 * day);
  assert.equal((await idle.phone('GET', '/me')).status, 401);
  house.deps.clock.set(begun);
});

test('S11: wrong names and wrong passwords look the same, guessing gets slower, and an address has its limit', async () => {
  const { userName } = await signedIn();
  const from = (address: string, body: object) => phoneOf('', address)('POST', '/session', body);
  const wrong = await from('10.2.0.1', { userName, password: 'no' });
  const nobody = await from('10.2.0.2', { userName: 'nobody at all', password: 'no' });
  assert.deepEqual([wrong.status, nobody.status], [401, 401]);
  assert.equal(wrong.body['detail'], nobody.body['detail']);
  for (let guess = 1; guess < 20; guess += 1) await from(`10.3.0.${guess}`, { userName, password: 'no' });
  const slowed = await from('10.3.1.1', { ...login, userName });
  assert.equal(slowed.status, 429, 'the right password too, from an address that was never his');
  house.deps.clock.move(2 * minute);
  assert.equal((await from('10.3.1.1', { ...login, userName })).status, 201);

  const statuses = [];
  for (let turn = 0; turn < 21; turn += 1)
    statuses.push((await from('10.4.0.1', { userName: 5, password: 'x' })).status);
  assert.deepEqual([statuses[0], statuses[19], statuses[20]], [422, 422, 429]);
});

test('a name is a courier’s or it is nothing: no key, no user of another dialect signs in here, and no token elsewhere', async () => {
  const { token } = await signedIn();
  await client.make('/credentials', { dialect: 'loginext', label: 'x', ...login, userName: 'partner' });
  const asPartner = await phoneOf('', '10.5.0.1')('POST', '/session', { ...login, userName: 'partner' });
  assert.equal(asPartner.status, 401);
  assert.equal((await phoneOf(client.tenant.key)('GET', '/me')).status, 401);
  const headers = { authorization: `Bearer ${token}` };
  assert.equal((await house.app.inject({ url: '/v1/deliveries', headers })).statusCode, 401);
});

test('a courier goes on duty with what he drives, and the operator says for whom', async () => {
  const { id, phone } = await signedIn();
  const untold = await phone('PUT', '/duty', { onDuty: true });
  assert.deepEqual([untold.status, faults(untold.body)[0]?.['path']], [422, 'vehicleKind']);
  const since = house.deps.now().toISOString();
  const told = await phone('PUT', '/duty', { onDuty: true, vehicleKind: 'mpv', emissionsType: 'ev', position: jurong });
  const duty = { courierId: id, onDuty: true, onDutySince: since, organisationId: null, vehicleKind: 'mpv', emissionsType: 'ev', marine: false, squads: [], updatedAt: since }; // prettier-ignore
  assert.deepEqual([told.status, told.body], [200, duty]);
  house.deps.clock.move(minute);
  const order = { vehicleKind: 'van_2.4m', squads: ['S1', 'S1'], marine: true };
  const set = await client.call('PUT', `/couriers/${id}/duty`, order);
  const updatedAt = house.deps.now().toISOString();
  const ordered = { ...duty, vehicleKind: 'van_2.4m', emissionsType: 'ice', marine: true, squads: ['S1'], updatedAt };
  assert.deepEqual([set.status, set.body], [200, ordered]);
  assert.deepEqual((await phone('GET', '/me')).body['duty'], ordered);
  const unknown = await client.call('PUT', `/couriers/${id}/duty`, { ...order, organisationId: newId() });
  assert.deepEqual([unknown.status, unknown.body['type']], [404, 'urn:waybill:problem:organisation-not-found']);
  const off = await phone('PUT', '/duty', { onDuty: false });
  assert.deepEqual([off.body['onDuty'], off.body['onDutySince'], off.body['vehicleKind']], [false, null, 'van_2.4m']);
});

test('positions are taken on duty only, and become the track of his phone', async () => {
  const { id, phone } = await signedIn();
  const fix = () => ({ positions: [{ recordedAt: house.deps.now().toISOString(), ...jurong }] });
  const before = await phone('POST', '/positions', fix());
  assert.deepEqual([before.status, before.body['type']], [409, 'urn:waybill:problem:off-duty']);
  await phone('PUT', '/duty', { onDuty: true, vehicleKind: 'car' });
  const taken = await phone('POST', '/positions', fix());
  assert.deepEqual([taken.status, taken.body], [200, { accepted: 1, refused: [] }]);
  const shown = (await client.call('GET', `/couriers/${id}`)).body;
  assert.equal(shown['trackerCode'], `courier:${id}`);
  const tracker = (await client.call('GET', `/trackers/${String(shown['trackerId'])}`)).body;
  assert.equal(part(tracker, 'latest')['lat'], jurong.lat);
  await phone('PUT', '/duty', { onDuty: false });
  assert.equal((await phone('POST', '/positions', fix())).status, 409);
});

test('offers are those that fit, nearest first, without a name, a phone or a door; the work has them', async () => {
  const far = await house.client();
  const { token } = await addCourier(house.deps, far.tenant, 'NEAR', { vehicleKind: 'van_1.7m' });
  const phone = phoneOf(token);
  const offer = (number: string, options: Parameters<typeof addOffer>[3]) =>
    addOffer(house.deps, far.tenant, number, options);
  const at = (lat: number) => ({ delivery: { pickup: { ...pickup, position: { ...jurong, lat } } } });
  const nearest = await offer('NEAREST', {});
  const pickup = { customerCode: null, branch: null, customerName: 'Secret Sender', email: 's@example.com', phone: '+6599998888', address: { apartment: '12-34', street: 'Hidden Lane', landmark: null, locality: 'Jurong', city: 'Singapore', state: null, country: 'SGP', postalCode: '609731' }, position: jurong, window: { from: null, until: null }, serviceMinutes: null, notes: 'ring twice' }; // prettier-ignore
  const next = await offer('NEXT', at(jurong.lat + 0.1));
  await offer('TOO-FAR', at(jurong.lat + 0.2));
  await offer('TOO-LARGE', { vehicle: 'lorry_10ft' });
  await offer('TOO-SMALL', { vehicle: 'motorcycle' });
  await offer('BOAT', { preference: 'marine' });
  await offer('SQUAD', { preference: 'squad' });
  const anywhere = await offer('ANYWHERE', { delivery: { pickup: { ...pickup, position: null } } });
  const listed = await phone('GET', '/offers');
  assert.deepEqual(elements(listed.body).map((one) => one['id']), [nearest, next, anywhere].map((one) => one.offer.id)); // prettier-ignore
  for (const secret of ['Secret', '99998888', 'Hidden', '12-34', '609731', 'example.com', 'ring twice', 'Receiver']) {
    assert.ok(!listed.text.includes(secret), secret);
  }
  assert.deepEqual(elements(listed.body)[1], {
    id: next.offer.id,
    deliveryId: next.id,
    preference: 'standard',
    vehicleKind: 'ltl',
    price: 200000,
    currency: 'SGD',
    expiresAt: next.offer.expiresAt?.toISOString(),
    distanceMetres: 11120,
    journeyMetres: 7357,
    pickup: {
      area: {
        locality: 'Jurong',
        city: 'Singapore',
        state: null,
        country: 'SGP',
        position: { lat: 1.43, lng: 103.74 },
      },
      window: { from: null, until: null },
    },
    dropoff: {
      area: { locality: 'Centre', city: 'Mumbai', state: 'MH', country: 'IND', position: { lat: 1.29, lng: 103.85 } },
      window: { from: null, until: null },
    },
    units: 2,
    weightGrams: null,
  });
  assert.equal(elements((await phone('GET', '/offers?limit=1')).body).length, 1);

  const [accepted] = await results(phone, action({ kind: 'accept', offerId: next.offer.id }));
  assert.equal(accepted?.['outcome'], 'done');
  const work = await phone('GET', '/work');
  const [trip] = elements(work.body, 'trips');
  const [stop] = elements(trip ?? {}, 'stops');
  const place = part(stop, 'place');
  assert.deepEqual(
    [place['customerName'], place['phone'], place['notes']],
    ['Secret Sender', '+6599998888', 'ring twice'],
  );
  assert.deepEqual(trip?.['next'], { kind: 'set_out', stopId: stop?.['id'] });
  assert.equal(part(part(stop, 'delivery'), 'task')['price'], 200000);
});

test('where nobody knows him he is asked only for what has no place', async () => {
  const other = await house.client();
  const { token, identity } = await addCourier(house.deps, other.tenant, 'UNSEEN', { position: null });
  await addOffer(house.deps, other.tenant, 'PLACED');
  assert.deepEqual((await phoneOf(token)('GET', '/offers')).body, { data: [] });
  await phoneOf(token)('PUT', '/duty', { onDuty: true, position: jurong });
  assert.equal(elements((await phoneOf(token)('GET', '/offers')).body).length, 1);
  house.deps.clock.move(16 * minute);
  const late = phoneOf((await giveSession(house.deps, other.tenant, identity.courierId)).token);
  assert.deepEqual((await late('GET', '/offers')).body, { data: [] });
});

test('a batch with a fault in its form is refused as a whole, and names the field', async () => {
  const { phone } = await signedIn();
  const path = async (...actions: object[]) => {
    const { status, body, text } = await phone('POST', '/actions', { actions });
    assert.equal(status, 422, text);
    return faults(body)[0]?.['path'];
  };
  const good = action({ kind: 'set_out', deliveryId: newId() });
  assert.equal(await path(good, action({ kind: 'accept' })), 'actions.1.offerId');
  assert.equal(await path(action({ kind: 'set_out' })), 'actions.0.stopId');
  assert.equal(await path(action({ kind: 'set_out', stopId: newId(), deliveryId: newId() })), 'actions.0.deliveryId');
  assert.equal(await path(action({ kind: 'arrive', deliveryId: newId() })), 'actions.0.leg');
  assert.equal(await path(action({ kind: 'fail', stopId: newId() })), 'actions.0.reason');
  assert.equal(await path(action({ kind: 'arrive', stopId: newId(), offerId: newId() })), 'actions.0.offerId');
  assert.equal(await path({ ...good, at: '1999-01-01T00:00:00Z' }), 'actions.0.at');
  assert.equal(await path(action({ kind: 'fly', stopId: newId() })), 'actions.0.kind');
  assert.equal(await path(...Array.from({ length: 101 }, () => good)), 'actions');
  const { rows } = await sql`select count(*)::int as n from courier_action where id = ${good.id}`.execute(house.database.db); // prettier-ignore
  assert.deepEqual(rows, [{ n: 0 }]);
});

test('a life over HTTP, with a proof that was sent twice, ends complete and with the proof', async () => {
  const other = await house.client();
  const { token } = await addCourier(house.deps, other.tenant, 'LIFE');
  const phone = phoneOf(token);
  const { id, offer } = await addOffer(house.deps, other.tenant, 'LIFE');
  const clientId = newId();
  const upload = async (deliveryId: string, by = phone) => {
    const fields = { leg: 'dropoff', recipientName: 'Lim', deliveryId, clientId };
    const form = Buffer.concat([
      ...Object.entries(fields).map(([name, value]) => Buffer.from(`--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)), // prettier-ignore
      Buffer.from(
        '--x\r\ncontent-disposition: form-data; name="signature"; filename="s"\r\ncontent-type: image/png\r\n\r\n',
      ),
      await tinyPng(),
      Buffer.from('\r\n--x--\r\n'),
    ]);
    return by('POST', '/proofs', form, 'multipart/form-data; boundary=x');
  };
  assert.equal((await upload(id)).status, 404, 'it is not his yet');
  await results(phone, action({ kind: 'accept', offerId: offer.id }));
  const steps = [{ kind: 'set_out' }, { kind: 'arrive', leg: 'pickup' }, { kind: 'pick_up' }, { kind: 'arrive', leg: 'dropoff' }]; // prettier-ignore
  await results(phone, ...steps.map((step) => action({ ...step, deliveryId: id })));
  const [first, again] = [await upload(id), await upload(id)];
  assert.equal(first.status, 201, first.text);
  assert.deepEqual(again, first);
  assert.deepEqual(await Promise.all([upload(id), upload(id)]), [first, first]);
  const thief = phoneOf((await addCourier(house.deps, other.tenant, 'THIEF')).token);
  assert.equal((await upload(id, thief)).status, 404);
  const [done] = await results(
    phone,
    action({ kind: 'deliver', deliveryId: id, recipientName: 'Lim', proofIds: [clientId] }),
  );
  assert.deepEqual(done?.['delivery'], { id, state: 'delivered', version: 8 });
  assert.deepEqual((await phone('GET', '/work')).body, { trips: [] });
  const proofs = elements((await other.call('GET', `/deliveries/${id}/proofs`)).body);
  assert.deepEqual(proofs, [first.body]);
  assert.equal((await upload(id)).status, 201, 'an upload may come long after the handover');
});

test('an operator broadcasts again what waits, and nothing else', async () => {
  const other = await house.client();
  const { token } = await addCourier(house.deps, other.tenant, 'AGAIN');
  const { id, offer } = await addOffer(house.deps, other.tenant, 'AGAIN');
  const offered = await other.call('POST', `/deliveries/${id}/offer`, {});
  assert.deepEqual([offered.status, offered.body['type']], [409, 'urn:waybill:problem:illegal-transition']);
  await results(phoneOf(token), action({ kind: 'accept', offerId: offer.id }));
  const { body } = await other.call('GET', `/deliveries/${id}`);
  await other.make(`/trips/${String(body['tripId'])}/cancel`, {});
  const again = await other.call('POST', `/deliveries/${id}/offer`, {}, { 'idempotency-key': 'k' });
  assert.equal(again.status, 201, again.text);
  assert.deepEqual(Object.keys(again.body), ['id', 'deliveryId', 'preference', 'vehicleKind', 'price', 'currency', 'expiresAt', 'openedAt']); // prettier-ignore
  assert.equal((await other.call('POST', `/deliveries/${id}/offer`, {}, { 'idempotency-key': 'k' })).text, again.text);
  const plain = await other.make('/deliveries', { orderNumber: 'PLAIN', orderedAt: '2026-01-01T00:00:00Z', legs: 'dropoff', currency: 'INR', dropoff: {} }); // prettier-ignore
  assert.equal((await other.call('POST', `/deliveries/${plain.id}/offer`, {})).status, 409);
  assert.equal((await other.call('POST', `/deliveries/${newId()}/offer`, {})).status, 404);
});
