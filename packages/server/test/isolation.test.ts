/** What names another tenant's things in other places than the path, and what tries to write what nobody may. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addInsurance } from './add-insurance.ts';
import { addMDelivery, addMDeliveryTraces } from './add-mdelivery.ts';
import { addSubscriptions } from './add-subscriptions.ts';
import { dumpOf } from './dump-of.ts';
import { fixture } from './fixture.ts';
import { openMountedHouse, type Answer, type MountedHouse, type Resident } from './mounted-house.ts';

let house: MountedHouse;
let owner: Resident;
let stranger: Resident;
before(async () => {
  house = await openMountedHouse();
  owner = await house.resident();
  stranger = await house.resident();
  // so that each list has a second page
  const more = {
    account: owner.tenant.account.id,
    delivery: id(owner, 'deliveries'),
    credential: id(owner, 'credentials'),
  };
  const { db } = house.database;
  await addMDeliveryTraces(db, more.account, await addMDelivery(db, more));
  await addSubscriptions(db, more);
  await addInsurance(db, more);
});
after(() => house.close());

const as = (who: Resident, dialect: 'native' | 'loginext') => {
  const prefix = dialect === 'native' ? '/v1' : '/loginext';
  return (method: string, path: string, payload?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    house.ask({ method, url: prefix + path, payload, headers: { ...who.headers[dialect], ...headers } });
};
const id = (who: Resident, what: string) => who.ids[what] ?? assert.fail(what);
const reference = (who: Resident, what: string) => id(who, what).replaceAll('-', '');

/** Runs `work` as the stranger, and sees that the owner has what it had. */
async function untouched(work: () => Promise<void>): Promise<void> {
  const before = await dumpOf(house.database.db, owner.tenant.account.id);
  await work();
  assert.equal(await dumpOf(house.database.db, owner.tenant.account.id), before);
}

test('S2: a body cannot name another tenant’s courier, vehicle, tracker or delivery', () =>
  untouched(async () => {
    const native = as(stranger, 'native');
    const trip = { courierId: id(stranger, 'couriers'), deliveryIds: [id(stranger, 'free')] };
    const status = async (change: object) => (await native('POST', '/trips', { ...trip, ...change })).status;
    assert.equal(await status({ courierId: id(owner, 'couriers') }), 404);
    assert.equal(await status({ vehicleId: id(owner, 'vehicles') }), 404);
    assert.equal(await status({ deliveryIds: [id(stranger, 'free'), id(owner, 'free')] }), 404);
    await native('POST', `/trips/${id(stranger, 'trips')}/start`, {});
    for (const field of ['delivered', 'notDispatched']) {
      const end = await native('POST', `/trips/${id(stranger, 'trips')}/end`, { [field]: [id(owner, 'deliveries')] });
      assert.ok(end.status === 404 || end.status === 422, `${field}: ${end.status}`);
    }
  }));

test('S2: LogiNext’s bodies and lists cannot name another tenant’s orders and trips', () =>
  untouched(async () => {
    const loginext = as(stranger, 'loginext');
    const [own, others] = [reference(stranger, 'free'), reference(owner, 'free')];
    const stop = (change: object) =>
      loginext('POST', '/TripApp/mile/v1/trip/stop', [
        { tripReferenceId: reference(stranger, 'trips'), notDispatchedOrders: [], deliveredOrders: [], ...change },
      ]);
    assert.ok((await stop({ deliveredOrders: [others] })).status >= 400);
    assert.ok((await stop({ notDispatchedOrders: [others] })).status >= 400);
    const mixed = await loginext('POST', '/ShipmentApp/mile/v1/status', [own, others]);
    assert.ok(!mixed.body.includes(others), mixed.body);
    const cancelled = await loginext('PUT', '/ShipmentApp/mile/v1/cancel', [others, own]);
    assert.match(cancelled.body, /Reference Id does not exists/);
    const places = await loginext(
      'GET',
      `/TrackingApp/mile/v1/track/lastlocation?shipmentReferences=${reference(owner, 'deliveries')}`,
    );
    assert.doesNotMatch(places.body, /"lat/);
  }));

test('S2: a filter that names another tenant’s endpoint finds nothing', async () => {
  const found = await as(stranger, 'native')('GET', `/webhook-messages?endpointId=${id(owner, 'webhook-endpoints')}`);
  assert.deepEqual(JSON.parse(found.body), { data: [], next: null });
});

test('S2: the cursor of another tenant shows only what is one’s own', async () => {
  const lists = house.routes.filter(
    ({ dialect, method, url, schema }) =>
      dialect === 'native' &&
      method === 'GET' &&
      !url.includes(':id') &&
      JSON.stringify(schema?.querystring ?? {}).includes('cursor'),
  );
  assert.ok(lists.length >= 9, `only ${lists.length} lists`);
  const secrets = Object.values(owner.ids);
  for (const { url } of lists) {
    const list = url.slice('/v1'.length);
    const page = await as(owner, 'native')('GET', `${list}?limit=1`);
    const [, cursor] = /"next":"([^"]+)"/.exec(page.body) ?? [];
    assert.ok(cursor, `${list} has no second page: ${page.body}`);
    const { status, body } = await as(stranger, 'native')('GET', `${list}?cursor=${cursor}`);
    assert.ok(status === 200 || status === 422, `${list}: ${status}`);
    for (const secret of secrets) assert.ok(!body.includes(secret), list);
  }
});

test('S2: the idempotency key of another tenant repeats nothing of theirs', async () => {
  const key = { 'idempotency-key': 'the-same' };
  const [own, others] = [
    await as(owner, 'native')('POST', '/hubs', { code: 'KEY', name: 'x' }, key),
    await as(stranger, 'native')('POST', '/hubs', { code: 'KEY', name: 'x' }, key),
  ];
  assert.deepEqual([own.status, others.status], [201, 201]);
  assert.notEqual(JSON.parse(own.body).id, JSON.parse(others.body).id);
  assert.equal(others.headers['idempotency-replayed'], undefined);
});

test('S3: LogiNext ignores keys that it does not know, and they change nothing', () =>
  untouched(async () => {
    const loginext = as(stranger, 'loginext');
    const foreign = {
      accountId: owner.tenant.account.id,
      account_id: owner.tenant.account.id,
      tenantId: owner.tenant.account.id,
      id: id(owner, 'free'),
      referenceId: reference(owner, 'free'),
      state: 'delivered',
      status: 'DELIVERED',
      role: 'admin',
      version: 99,
    };
    const [sample] = fixture('loginext', 'create-delivery-order.request') as readonly object[];
    const made = await loginext('POST', '/ShipmentApp/mile/v1/create', [{ ...sample, ...foreign, orderNo: 'MASS' }]);
    const [created] = (JSON.parse(made.body) as { referenceId: readonly string[] }).referenceId;
    assert.ok(made.status < 300 && created && created !== foreign.referenceId, made.body);
    const { referenceId: _, ...rest } = foreign;
    await loginext('POST', '/ShipmentApp/mile/v1/update', [{ referenceId: created, awbNumber: 'X', ...rest }]);
    const shown = await loginext('POST', '/ShipmentApp/mile/v1/status', [created]);
    assert.match(shown.body, /"status":"NOTDISPATCHED"/);
    assert.match((await loginext('GET', '/ShipmentApp/mile/v1/shipment?order_no=MASS')).body, /"awbNumber":"X"/);
  }));
