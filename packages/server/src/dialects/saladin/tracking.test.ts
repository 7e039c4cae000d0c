/** API #2 over HTTP: rows, flat fields, times, and who may report. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openSaladinHouse, submission, type Partner, type SaladinHouse } from '../../../test/saladin-house.ts';
import { signConcatenated } from '../../lib/body-signature.ts';
import { listPolicies, listPolicyReports } from '../../use-cases/policy/read-policies.ts';

let house: SaladinHouse;
let partner: Partner;
before(async () => {
  house = await openSaladinHouse();
  partner = await house.partner();
});
after(() => house.close());

let count = 0;
async function insured(of = partner): Promise<string> {
  const trackingNumber = `TN-Đơn-${(count += 1)}`;
  assert.equal((await of.ask('orders', submission({ tracking_number: trackingNumber }))).status, 200);
  return trackingNumber;
}

async function reportsOf(trackingNumber: string) {
  const { caller } = partner.tenant.identity;
  const [policy] = await listPolicies(house.deps, caller, { before: null, limit: 1, state: null, trackingNumber, number: null }); // prettier-ignore
  assert.ok(policy);
  const reports = await listPolicyReports(house.deps, caller, policy.id, { before: null, limit: 100 });
  return { policy, items: reports.map(({ item }) => item) };
}

const noted = { status: 200, body: { status: 'success', message: 'The tracking detail is noted.' } };
const wrong = { status: 401, body: { status: 'error', message: 'The signature is wrong.' } };

it('keeps every field of the document’s table, misspelt or not, in rows or flat', async () => {
  const row = {
    tracking_time: 1_649_224_800,
    tracking_status: 'IN WAREHOUSE',
    contact_phone_number: '+84 1',
    contact_email: 'a@example.com',
    handler_name: 'Lan',
    end_address: 'Quận 3',
    start_address: 'Quận 1',
    order_id: 'O-1',
    vehicle_type: 'truck',
    vehicle_number: '51A-1',
  };
  const item = {
    deliveryStatus: 'in_delivery',
    at: new Date('2022-04-06T06:00:00Z'),
    status: 'IN WAREHOUSE',
    description: 'Trong kho',
    handler: 'Lan',
    phone: '+84 1',
    email: 'a@example.com',
    from: 'Quận 1',
    to: 'Quận 3',
    orderId: 'O-1',
    vehicleType: 'truck',
    vehicleNumber: '51A-1',
    imageUrl: 'https://example.com/1.jpg',
  };
  const image = { image_url: item.imageUrl };
  const misspelt = { ...row, tracking_desctiption: 'Trong kho' };
  const meant = { ...row, tracking_description: 'Trong kho' };
  for (const body of [
    { tracking_detail: [{ ...misspelt, ...image }] },
    { tracking_detail: [meant], ...image },
    { ...misspelt, ...image },
    { ...misspelt, ...image, tracking_detail: null },
  ]) {
    const number = await insured();
    const sent = { tracking_number: number, delivery_status: 'in_delivery', ...body };
    assert.deepEqual(await partner.ask('tracking', sent), noted);
    const { policy, items } = await reportsOf(number);
    assert.deepEqual(items, [item]);
    assert.deepEqual([policy.deliveryStatus, policy.trackedAt], ['in_delivery', item.at]);
  }
});

it('reads times as seconds, milliseconds and ISO 8601, and takes each row once', async () => {
  const number = await insured();
  const times = [1_649_224_800, '1649224800', 1_649_224_800_000, '2022-04-06T06:00:00Z', '2022-04-06T13:00:00+07:00'];
  const rows = times.map((time) => ({ tracking_time: time }));
  const body = { tracking_number: number, delivery_status: 'in_process', tracking_detail: rows };
  for (const sent of [body, body, { ...body, tracking_detail: rows.slice(1) }]) {
    assert.deepEqual(await partner.ask('tracking', sent), noted);
  }
  const { policy, items } = await reportsOf(number);
  assert.deepEqual([items.map(({ at }) => at), policy.version], [[new Date('2022-04-06T06:00:00Z')], 2]); // prettier-ignore
});

it('names what is wrong, and keeps nothing of it', async () => {
  const number = await insured();
  const body = { tracking_number: number, delivery_status: 'created', tracking_time: 1_649_224_800 };
  const cases: readonly [change: object, message: string][] = [
    [{ delivery_status: 'lost' }, 'delivery_status: It must be one of: created, in_process, in_delivery, fail, in_return, returned, success.'],
    [{ delivery_status: undefined }, 'delivery_status: The field is missing.'],
    [{ tracking_number: undefined }, 'tracking_number: The field is missing.'],
    [{ tracking_time: undefined }, 'tracking_detail: The field is missing.'],
    [{ tracking_detail: [{}] }, 'tracking_detail.0.tracking_time: The field is missing.'],
    [{ tracking_detail: [{ tracking_time: 1 }, { tracking_time: 'soon' }] }, 'tracking_detail.1.tracking_time: It must be Unix seconds or milliseconds, or ISO 8601 with its offset.'],
    [{ tracking_time: '2999-01-01T00:00:00Z' }, 'tracking_time: It lies in the future.'],
    [{ tracking_desctiption: 'a', tracking_description: 'b' }, 'tracking_desctiption: tracking_description says something else.'],
  ]; // prettier-ignore
  for (const [change, message] of cases) {
    assert.deepEqual(await partner.ask('tracking', { ...body, ...change }), { status: 400, body: { status: 'error', message } }); // prettier-ignore
  }
  for (const rows of [[], Array.from({ length: 101 }, () => ({ tracking_time: 1 })), {}, [null]]) {
    assert.equal((await partner.ask('tracking', { ...body, tracking_detail: rows })).status, 400);
  }
  const { policy, items } = await reportsOf(number);
  assert.deepEqual([items, policy.version], [[], 1]);
});

it('tells nobody a wrong signature from a number that nobody has, or that another account has', async () => {
  const [number, stranger] = [await insured(), await house.partner()];
  const body = { tracking_number: number, delivery_status: 'created', tracking_time: 1_649_224_800 };
  assert.deepEqual(await house.post('tracking', body), wrong);
  assert.deepEqual(await stranger.ask('tracking', body), wrong);
  assert.deepEqual(await partner.ask('tracking', { ...body, tracking_number: 'nobody’s' }), wrong);
  const zero = signConcatenated(partner.secret, 'nobody’s', '0');
  assert.deepEqual(await house.post('tracking', { ...body, tracking_number: 'nobody’s', signature: zero }), wrong);
  assert.equal((await reportsOf(number)).policy.version, 1);
});

it('takes the report for the account whose token has signed it, where two have one number', async () => {
  const other = await house.partner();
  const number = await insured();
  await other.ask('orders', submission({ tracking_number: number }));
  const body = { tracking_number: number, delivery_status: 'in_process', tracking_time: 1_649_224_800 };
  assert.deepEqual(await other.ask('tracking', body), noted);
  assert.equal((await reportsOf(number)).policy.deliveryStatus, 'created');
  assert.deepEqual(await partner.ask('tracking', body), noted);
  assert.equal((await reportsOf(number)).policy.deliveryStatus, 'in_process');
});
