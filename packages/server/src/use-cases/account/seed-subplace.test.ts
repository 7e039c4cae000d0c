/** What the sandbox holds of SUBPLACE: made once, never made twice, and the document's samples are answered whole. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { fixture } from '../../../test/fixture.ts';
import { sealBody } from '../../../test/seal-body.ts';
import { signBody } from '../../../test/sign-body.ts';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import { nextSerial } from '../../store/serial-counter.ts';
import { sandboxSigners } from './sandbox-signers.ts';
import { sandboxId, seedSandbox } from './seed-sandbox.ts';
import { seedSubplace } from './seed-subplace.ts';

const { key, sealedKey, secret, encryptionKey } = sandboxSigners.subplace;
let house: SubplaceHouse;
before(async () => {
  house = await openSubplaceHouse();
  await seedSandbox(house.deps);
});
after(() => house.close());

const seed = () => seedSubplace(house.deps);
const seeded = { credential: 2, signing_key: 2, store: 1, subscription_plan: 1, plan_variation: 1, subscriber: 9, subscription_order: 180, bill: 180, fulfilment: 180, delivery: 180, event: 180, outbox: 180, listing: 540, listing_counter: 3, serial_counter: 4 }; // prettier-ignore
const counts = async () => {
  const query = Object.keys(seeded).map((table) => `(select count(*)::integer from ${table} where account_id = '${sandboxId}') as ${table}`); // prettier-ignore
  const { rows } = await sql<Record<string, number>>`${sql.raw(`select ${query.join()}`)}`.execute(house.database.db);
  return rows[0] ?? {};
};
const signed = (fields: object, name: string = key) => signBody('subplace', fields, { subplace: { key: name, secret }, saladin: { secret } }) as object; // prettier-ignore
const ask = async (path: string, payload: object) =>
  (await house.app.inject({ method: 'POST', url: `/subplace/order/fulfillment${path}`, payload })).body;

it('gives a sandbox of an earlier release what it lacks, once, though two processes start', async () => {
  await sql`update account set settings = settings - 'partnerCode' where id = ${sandboxId}`.execute(house.database.db);
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
  const answer = JSON.parse(await ask('', signed(request))) as { order: { no: string; shipping_address: string }[] };
  const { order: shown, ...rest } = answer;
  assert.equal(JSON.stringify(rest), JSON.stringify(expected));
  assert.equal(JSON.stringify(shown[0]), JSON.stringify(order[0]));
  assert.deepEqual(shown.map(({ no }) => no), Array.from({ length: 20 }, (_, index) => `SO-${7486 - index}`)); // prettier-ignore
  const { order: last } = JSON.parse(await ask('', signed({ ...request, current_page: '9' }))) as typeof answer;
  assert.deepEqual([last.length, last.at(-1)?.no], [20, 'SO-7307']);
});

it('answers the sample of the detail to the letter, also when it is encrypted', async () => {
  await seed();
  const wanted = { reference_no: 'DO-MR1907-6487-1' };
  const expected = JSON.stringify(fixture('subplace', 'fulfilment-detail.response'));
  assert.equal(await ask('/detail', signed(wanted)), expected);
  const body = signed(wanted, sealedKey);
  const data = sealBody(JSON.stringify(body), Buffer.from(encryptionKey, 'base64'), sealedKey);
  assert.equal(await ask('/detail', { key: sealedKey, data }), expected);
  assert.match(await ask('/detail', body), /"code":-4/);
});

it('lets orders to come be counted on', async () => {
  await seed();
  const next = await house.deps.db.of(sandboxId).transaction().execute(async (tx) => [await nextSerial(tx, sandboxId, 'SO'), await nextSerial(tx, sandboxId, 'SBL')]); // prettier-ignore
  assert.deepEqual(next, [7487, 16_866]);
});

it('does not bring back what was revoked', async () => {
  await seed();
  await sql`update credential set revoked_at = now() where dialect = 'subplace'`.execute(house.database.db); // prettier-ignore
  const before = await counts();
  await seed();
  assert.deepEqual(await counts(), before);
});
