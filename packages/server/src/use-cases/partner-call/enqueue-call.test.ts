/** Calls to partners on their queue. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { transact } from '../transact.ts';
import { enqueueCall } from './enqueue-call.ts';
import type { NewPartnerCall } from './partner-calls.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
});
after(() => database.close());

const call = (change: Partial<NewPartnerCall> = {}): NewPartnerCall => ({
  accountId: tenant.account.id,
  connector: 'mdelivery.provider',
  partnerId: deps.newId(),
  aggregateId: deps.newId(),
  sequence: 3,
  operation: 'put_status',
  content: { status: 'Ready', words: 'ț 😀' },
  ...change,
});
const enqueue = (one: NewPartnerCall) => transact(deps, tenant.identity.caller, (tx) => enqueueCall(deps, tx, one));
const rowsOf = async ({ aggregateId }: NewPartnerCall) =>
  (await sql<Record<string, unknown>>`select * from partner_call where aggregate_id = ${aggregateId} order by sequence`.execute(database.db)).rows; // prettier-ignore

test('a call waits from now on, or from when it is said', async () => {
  const later = new Date(deps.now().getTime() + 60_000);
  for (const dueAt of [undefined, later]) {
    const one = call(dueAt && { dueAt });
    assert.equal(await enqueue(one), true);
    const [row] = await rowsOf(one);
    assert.deepEqual(
      { ...row, id: 0 },
      {
        account_id: tenant.account.id,
        id: 0,
        connector: one.connector,
        partner_id: one.partnerId,
        aggregate_id: one.aggregateId,
        sequence: 3,
        operation: 'put_status',
        content: one.content,
        state: 'waiting',
        attempts: 0,
        due_at: dueAt ?? deps.now(),
        claimed_by: null,
        lease_until: null,
        status: null,
        error: null,
        answer: null,
        created_at: deps.now(),
        settled_at: null,
      },
    );
  }
});

test('the same operation of one version waits once; another version and another operation wait too', async () => {
  const one = call();
  assert.equal(await enqueue(one), true);
  assert.equal(await enqueue({ ...one, content: { status: 'Other' } }), false);
  assert.equal(await enqueue({ ...one, sequence: 4 }), true);
  assert.equal(await enqueue({ ...one, operation: 'other' }), true);
  assert.equal(await enqueue({ ...one, connector: 'carrier.http' }), true);
  const rows = await rowsOf(one);
  assert.equal(rows.length, 4);
  assert.deepEqual(rows.find(({ sequence, operation }) => sequence === 3 && operation === 'put_status')?.['content'], one.content); // prettier-ignore
});

test('goes with the transaction of what it tells of', async () => {
  const one = call();
  const failing = transact(deps, tenant.identity.caller, async (tx) => {
    await enqueueCall(deps, tx, one);
    throw new Error('no');
  });
  await assert.rejects(failing, /no/);
  assert.deepEqual(await rowsOf(one), []);
});

test('nobody can put a call on the queue of another account', async () => {
  const stranger = await makeTenant(deps);
  await assert.rejects(enqueue(call({ accountId: stranger.account.id })), { code: '42501' });
});
