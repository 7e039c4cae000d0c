/** Assign and Unassign of later documents, replayed through HTTP. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { getTrip } from '../../use-cases/trip/read-trips.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { fromReference, toReference } from './references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
});
after(() => house.close());

type Fields = Record<string, unknown>;
const sampleOf = (name: string) => (fixture('loginext', name) as Fields[])[0] ?? {};
const { employeeId: _, ...assignBy } = { ...(fixture('loginext', 'assign-orders.request') as Fields), employeeId: '' };
const refusal = fixture('loginext', 'assign-orders.refusal') as Fields;
const nobody = '879098765678909876a8765687909876';
let count = 0;

async function makeMedium(change: Fields = {}): Promise<string> {
  count += 1;
  const own = { employeeId: `E${count}`, userName: `u${count}`, imei: `35${count}`, vehicleNumber: `MH-${count}` };
  const medium = { ...sampleOf('create-delivery-medium.request'), ...own, phoneNumber: `9${count}`, ...change };
  const { body } = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [medium]);
  return (body as { data: string[] }).data[0] ?? assert.fail(JSON.stringify(body));
}

async function makeOrder(): Promise<string> {
  count += 1;
  const order = { ...sampleOf('create-delivery-order.request'), orderNo: `A-${count}` };
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
  return (body as { referenceId: string[] }).referenceId[0] ?? assert.fail(JSON.stringify(body));
}

async function makeTrip(medium: string, orders: readonly string[]): Promise<string> {
  const trip = await createTrip(house.deps, partner.tenant.identity, {
    name: null,
    courierId: fromReference(medium) ?? '',
    vehicleId: null,
    driverName: null,
    trackerCode: null,
    setOff: null,
    deliveryIds: orders.map((order) => fromReference(order) ?? ''),
  });
  return toReference(trip.id);
}

const assign = (change: Fields) => partner.call('PUT', '/ShipmentApp/mile/v1/manual/assign', { ...change });
const toTrip = (trip: string, ...orders: string[]) =>
  assign({ ...assignBy, trip: { referenceId: trip }, orderReferenceIds: orders });
const unassign = (order: string) => partner.call('PUT', `/ShipmentApp/mile/v1/manual/unassign?referenceId=${order}`);
const assigned = [200, fixture('loginext', 'assign-orders.response')];
const refused = (key: string, message: string) => ({ ...refusal, error: { order: [{ key, message: [message] }] } });
const stopsOf = async (trip: string) =>
  (await getTrip(house.deps, partner.tenant.identity.caller, fromReference(trip) ?? '')).stops;
const statusOf = async (...orders: string[]) => {
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/status', orders);
  return (body as { data: { status: string }[] }).data.map(({ status }) => status);
};

describe('Assign', () => {
  it('adds orders to a trip that waits to start, after those that it has [LXP-assign]', async () => {
    const [first, second, third] = [await makeOrder(), await makeOrder(), await makeOrder()];
    const trip = await makeTrip(await makeMedium(), [first]);
    const [kept] = await stopsOf(trip);
    const { status, body } = await toTrip(trip, second, third);
    assert.deepEqual([status, body], assigned);
    assert.deepEqual(Object.keys(body as Fields), ['status', 'message', 'hasError']);
    const stops = await stopsOf(trip);
    assert.deepEqual(stops.map(({ deliveryId }) => toReference(deliveryId)), [first, second, third]); // prettier-ignore
    assert.deepEqual(stops[0], kept);
    const times = stops.map(({ plannedArrival }) => plannedArrival?.getTime() ?? 0);
    assert.deepEqual(
      times.toSorted((one, other) => one - other),
      times,
    );
    assert.deepEqual(await statusOf(first, second, third), ['NOTDISPATCHED', 'NOTDISPATCHED', 'NOTDISPATCHED']);
  });

  it('puts what is added to a trip under way on the road [LXP-assign]', async () => {
    const [first, second] = [await makeOrder(), await makeOrder()];
    const trip = await makeTrip(await makeMedium(), [first]);
    await partner.call('POST', '/TripApp/mile/v1/trip/start', [trip]);
    assert.equal((await toTrip(trip, second)).status, 200);
    assert.deepEqual(await statusOf(first, second), ['INTRANSIT', 'INTRANSIT']);
    await partner.call('POST', '/TripApp/mile/v1/trip/stop', [
      { tripReferenceId: trip, notDispatchedOrders: [], deliveredOrders: [] },
    ]);
    const { status, body } = await toTrip(trip, await makeOrder());
    const words = 'The trip is ended: nothing can be added to it.';
    assert.deepEqual([status, body], [409, refused('orderReferenceIds', words)]);
  });

  it('finds the delivery medium by each of its names, and makes its first trip [LXP-assign]', async () => {
    const medium = await makeMedium({ employeeId: 'John1', phoneNumber: '912345', userName: 'john' });
    const names = [['employeeId', 'John1'], ['phoneNumber', '912345'], ['userName', 'john']] as const; // prettier-ignore
    const orders: string[] = [];
    for (const [identifier, identifierValue] of names) {
      orders.push(await makeOrder());
      const { status, body } = await assign({ deliveryMedium: { identifier, identifierValue }, orderReferenceIds: [orders.at(-1)] }); // prettier-ignore
      assert.deepEqual([status, body], assigned);
    }
    const off = (await unassign(orders[0] ?? '')).body as { data: Fields };
    assert.equal(off.data['deliveryMediumReferenceId'], medium);
    const stops = await stopsOf(String(off.data['tripReferenceId']));
    assert.deepEqual(stops.map(({ deliveryId }) => toReference(deliveryId)), orders); // prettier-ignore
  });

  it('lets an order that waits on one trip change over to another [LXP-assign]', async () => {
    const order = await makeOrder();
    const absent = await makeTrip(await makeMedium(), [order]);
    const trip = await makeTrip(await makeMedium(), [await makeOrder()]);
    assert.equal((await toTrip(trip, order)).status, 200);
    assert.deepEqual((await stopsOf(absent)).map(({ state }) => state), ['dropped']); // prettier-ignore
    assert.equal((await stopsOf(trip)).length, 2);
    const { status, body } = await toTrip(trip, order);
    const words = `The order A-${(await stopsOf(trip)).at(-1)?.orderNumber.slice(2)} is on this trip already.`;
    assert.deepEqual([status, body], [409, refused('orderReferenceIds', words)]);
  });

  it('takes all or nothing, and says what is wrong [LXP-assign]', async () => {
    const order = await makeOrder();
    const trip = await makeTrip(await makeMedium(), [await makeOrder()]);
    await makeMedium({ phoneNumber: 'same' });
    await makeMedium({ phoneNumber: 'same' });
    const medium = (identifier: string, identifierValue: string) => ({
      deliveryMedium: { identifier, identifierValue },
      orderReferenceIds: [order],
    });
    const unknown = await toTrip(trip, order, nobody);
    assert.deepEqual([unknown.status, unknown.body], [409, refusal]);
    assert.deepEqual(Object.keys(unknown.body as Fields), Object.keys(refusal));
    assert.deepEqual((await toTrip(trip, order, '87678909876aa987659876sa')).body, refusal);
    const cases: [Fields, number, string, string][] = [
      [{ trip: { referenceId: nobody }, orderReferenceIds: [order] }, 409, 'trip.referenceId', 'Trip Reference ID is invalid'],
      [medium('employeeId', 'nobody'), 409, 'deliveryMedium.identifierValue', 'Delivery Medium is invalid'],
      [medium('phoneNumber', 'same'), 409, 'orderReferenceIds', 'Several couriers are meant.'],
      [{ trip: { referenceId: trip }, orderReferenceIds: [order, order] }, 409, 'orderReferenceIds', 'A delivery is named twice.'],
      [medium('name', 'x'), 400, 'deliveryMedium.identifier', 'Identifier is invalid'],
      [{ orderReferenceIds: [order] }, 400, 'trip.referenceId', 'Trip reference id is mandatory.'],
      [{ trip: { referenceId: trip } }, 400, 'orderReferenceIds', 'Order reference ids is mandatory.'],
      [{ trip: { referenceId: trip }, orderReferenceIds: [] }, 400, 'orderReferenceIds', 'A list of 1 to 20 is expected.'],
    ]; // prettier-ignore
    for (const [body, status, key, message] of cases) {
      const answer = await assign(body);
      const said = answer.body as { error: Record<string, unknown> };
      assert.deepEqual([answer.status, said.error[status === 409 ? 'order' : '0']], [status, [{ key, message: [message] }]]); // prettier-ignore
    }
    assert.equal((await stopsOf(trip)).length, 1);
    assert.deepEqual(await statusOf(order), ['NOTDISPATCHED']);
  });
});

describe('Unassign', () => {
  const printed = fixture('loginext', 'unassign-order.response') as Fields & { data: Fields };

  it('takes an order off a trip, which goes on with the rest [LXP-unassign]', async () => {
    const [first, second] = [await makeOrder(), await makeOrder()];
    const medium = await makeMedium();
    const trip = await makeTrip(medium, [first, second]);
    const off = await unassign(first);
    const data = { orderReferenceId: first, tripReferenceId: trip, deliveryMediumReferenceId: medium };
    assert.deepEqual([off.status, off.body], [200, { ...printed, data: { ...printed.data, ...data } }]);
    assert.deepEqual(Object.keys(off.body as Fields), Object.keys(printed));
    await partner.call('POST', '/TripApp/mile/v1/trip/start', [trip]);
    assert.deepEqual(await statusOf(first, second), ['NOTDISPATCHED', 'INTRANSIT']);
    const started = await unassign(second);
    assert.equal((started.body as { data: Fields }).data['tripStatus'], 'STARTED');
    assert.deepEqual(await statusOf(second), ['NOTDISPATCHED']);
    assert.equal((await toTrip(await makeTrip(await makeMedium(), [await makeOrder()]), second)).status, 200);
  });

  it('refuses an order that is unknown, on no trip, or delivered [LXP-unassign]', async () => {
    const sample = fixture('loginext', 'unassign-order.refusal') as Fields & { data: Fields };
    for (const order of [String(sample.data['orderReferenceId']), 'x']) {
      const { status, body } = await unassign(order);
      assert.deepEqual([status, body], [409, { ...sample, data: { ...sample.data, orderReferenceId: order } }]);
      assert.deepEqual(Object.keys(body as Fields), Object.keys(sample));
    }
    const free = await makeOrder();
    assert.equal((await unassign(free)).status, 409);
    const trip = await makeTrip(await makeMedium(), [free]);
    await partner.call('POST', '/TripApp/mile/v1/trip/start', [trip]);
    const outcome = { newStatus: 'DELIVERED', orderDetails: [{ orderReferenceId: free }] };
    await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', outcome);
    const { body } = await unassign(free);
    assert.match(String((body as { data: Fields }).data['message']), /it is delivered\.$/);
    assert.deepEqual(await statusOf(free), ['DELIVERED']);
    assert.equal((await partner.call('PUT', '/ShipmentApp/mile/v1/manual/unassign')).status, 400);
  });
});
