/** What the sandbox holds of SUBPLACE: made once, never made twice, and the document's samples are answered whole. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { fixture } from '../../../test/fixture.ts';
import { sealBody } from '../../../test/seal-body.ts';
import { signBody } from '../../../test/sign-body.ts';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import { sandboxIds } from './sandbox-ids.ts';
import { sandboxSigners } from './sandbox-signers.ts';
import { sandboxCredentials, sandboxId, seedSandbox } from './seed-sandbox.ts';
import { seedSubplace } from './seed-subplace.ts';

const { key, sealedKey, secret, encryptionKey } = sandboxSigners.subplace;
let house: SubplaceHouse;
before(async () => {
  house = await openSubplaceHouse();
  await seedSandbox(house.deps);
});
after(() => house.close());

/** As a start does it. */
const seed = () => seedSubplace(house.deps);
const seeded = { credential: 2, signing_key: 2, store: 1, subscription_plan: 1, plan_variation: 1, subscriber: 9, subscription_order: 180, bill: 180, fulfilment: 180, delivery: 180, event: 340, outbox: 340, listing: 540, listing_counter: 3, serial_counter: 4 }; // prettier-ignore
const counts = async () => {
  const query = Object.keys(seeded).map((table) => `(select count(*)::integer from ${table} where account_id = '${sandboxId}') as ${table}`); // prettier-ignore
  const { rows } = await sql<Record<string, number>>`${sql.raw(`select ${query.join()}`)}`.execute(house.database.db);
  return rows[0] ?? {};
};
const signed = (fields: object, name: string = key) => signBody('subplace', fields, { subplace: { key: name, secret }, saladin: { secret } }) as object; // prettier-ignore
const ask = async (path: string, payload: object) =>
  (await house.app.inject({ method: 'POST', url: `/subplace${path}`, payload })).body;

it('gives a sandbox of an earlier release what it lacks, once, though two processes start', async () => {
  const bare = await counts();
  await Promise.all([seed(), seed(), seed()]);
  const full = await counts();
  for (const [table, more] of Object.entries(seeded))
    assert.equal((full[table] ?? 0) - (bare[table] ?? 0), more, table);
  await seed();
  assert.deepEqual(await counts(), full);
});

it('answers the sample of the list as documented, all 180 of them', async () => {
  await seed();
  // signed anew, for nobody has printed the secret; and 20 asked for, which the sample shows and does not ask for
  const request = { ...(fixture('subplace', 'fulfilment-list.request') as object), page_size: '20' };
  const { order, ...expected } = fixture('subplace', 'fulfilment-list.response') as { order: [object] };
  const answer = JSON.parse(await ask('/order/fulfillment', signed(request))) as {
    order: { no: string; shipping_address: string }[];
  };
  const { order: shown, ...rest } = answer;
  assert.equal(JSON.stringify(rest), JSON.stringify(expected));
  assert.equal(JSON.stringify(shown[0]), JSON.stringify(order[0]));
  assert.deepEqual(shown.map(({ no }) => no), Array.from({ length: 20 }, (_, index) => `SO-${7486 - index}`)); // prettier-ignore
  const { order: last } = JSON.parse(
    await ask('/order/fulfillment', signed({ ...request, current_page: '9' })),
  ) as typeof answer;
  assert.deepEqual([last.length, last.at(-1)?.no], [20, 'SO-7307']);
  for (const [delivery_status, total] of [
    ['Completed', 160],
    ['Pending', 20],
    ['Cancelled', 0],
  ]) {
    const { list } = JSON.parse(await ask('/order/fulfillment', signed({ delivery_status }))) as { list: { total_item: number } }; // prettier-ignore
    assert.equal(list.total_item, total, String(delivery_status));
  }
});

it('answers the sample of the detail to the letter, also when it is encrypted', async () => {
  await seed();
  const wanted = { reference_no: 'DO-MR1907-6487-1' };
  const expected = JSON.stringify(fixture('subplace', 'fulfilment-detail.response'));
  assert.equal(await ask('/order/fulfillment/detail', signed(wanted)), expected);
  const body = signed(wanted, sealedKey);
  const data = sealBody(JSON.stringify(body), Buffer.from(encryptionKey, 'base64'), sealedKey);
  assert.equal(await ask('/order/fulfillment/detail', { key: sealedKey, data }), expected);
  assert.match(await ask('/order/fulfillment/detail', body), /"code":-4/);
});

it('goes on where the sample ends: what is ordered now has the next numbers, and partners find it', async () => {
  await seed();
  const headers = { authorization: `Bearer ${sandboxCredentials.native.key}` };
  const call = async (method: 'GET' | 'POST', path: string, payload?: object) => {
    const answer = await house.app.inject({ method, url: `/v1${path}`, headers, ...(payload && { payload }) });
    assert.ok(answer.statusCode < 300, answer.body);
    return answer.json<Record<string, unknown>>();
  };
  const plan = await call('GET', `/subscription-plans/${sandboxIds.subscriptionPlan}`);
  const { storeId, name, model, cycle, deliveryMode } = plan;
  const another = { storeId, name, model, cycle, deliveryMode, variations: [{ name, price: 1 }] };
  assert.deepEqual([plan['number'], (await call('POST', '/subscription-plans', another))['number']], [3993, 3994]);
  const { data } = (await call('GET', '/subscribers?limit=1')) as { data: [{ id: string }] };
  const wanted = { planId: plan['id'], variationId: sandboxIds.planVariation, subscriberId: data[0].id };
  const { id, number } = await call('POST', '/subscription-orders', wanted);
  const order = `/subscription-orders/${String(id)}`;
  await call('POST', `${order}/pay`, {});
  await call('POST', `${order}/approve`, {});
  assert.equal(number, 'SO-7487');
  const list = JSON.parse(await ask('/order/fulfillment', signed({}))) as { list: { total_item: number }; order: { no: string; delivery: { reference_no: string } }[] }; // prettier-ignore
  const newest = list.order[0] ?? assert.fail();
  assert.deepEqual([list.list.total_item, newest.no, newest.delivery.reference_no], [181, number, 'DO-MR1907-6488-1']);
  const detail = JSON.parse(await ask('/order/fulfillment/detail', signed({ reference_no: 'DO-MR1907-6488-1' }))) as { order: { no: string; bill: { no: string } } }; // prettier-ignore
  assert.deepEqual([detail.order.no, detail.order.bill.no], [number, 'SBL-16866']);
});

it('does not bring back what was revoked', async () => {
  await seed();
  await sql`update credential set revoked_at = now() where dialect = 'subplace'`.execute(house.database.db); // prettier-ignore
  const before = await counts();
  await seed();
  assert.deepEqual(await counts(), before);
});
