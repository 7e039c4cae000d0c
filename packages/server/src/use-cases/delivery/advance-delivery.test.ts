/** A delivery beside the road, in the database: its state, its stops and what the timeline says of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { furnish } from '../../../test/furnish.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { dialects } from '../../dialects/registry.ts';
import { create } from '../../domain/delivery/lifecycle.ts';
import { DomainError } from '../../domain/errors.ts';
import { insertDelivery } from '../../store/delivery.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { toWrite } from '../record-events.ts';
import { actAtStop } from '../trip/act-at-stop.ts';
import { startTrip } from '../trip/run-trip.ts';
import { advanceDelivery, type Advance } from './advance-delivery.ts';
import { reportOutcome } from './report-outcome.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants, { dialects });
  tenant = await makeTenant(deps);
});
after(() => database.close());

const why = { reasonCode: null, reason: null };
const report = () => ({ at: deps.now(), position: null });
const advance = (id: string, verb: Advance, reason?: string) =>
  advanceDelivery(deps, tenant.identity.caller, id, verb, reason);
const typesOf = async (id: string) =>
  (await readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 50 })).map(({ type }) => type.replace('delivery.', '')); // prettier-ignore

/** A new one that is no partner's order yet. */
async function make(): Promise<string> {
  const { account, caller } = tenant.identity;
  const id = deps.newId();
  const birth = { accountId: account.id, id, now: deps.now(), state: 'draft' } as const;
  const { delivery, event } = create(draft({ orderNumber: id }), birth);
  await insertDelivery(database.db, delivery, null, toWrite(deps, caller, event));
  return id;
}

test('goods are paid, packed, brought and confirmed, each step a version with its event', async () => {
  const id = await make();
  for (const verb of ['request_payment', 'settle_payment', 'begin_processing', 'make_ready'] as const) await advance(id, verb); // prettier-ignore
  await reportOutcome(deps, tenant.identity.caller, id, 'delivered', why, report());
  const { state, version } = await advance(id, 'confirm_receipt');
  assert.deepEqual([state, version], ['confirmed', 7]);
  const told = ['created', 'payment_requested', 'paid', 'processing', 'ready', 'delivered', 'confirmed'];
  assert.deepEqual(await typesOf(id), told);
});

test('nobody pays, and it expires; nothing can be done with it any more', async () => {
  const id = await make();
  await advance(id, 'request_payment');
  assert.equal((await advance(id, 'expire')).state, 'expired');
  for (const verb of ['settle_payment', 'make_ready', 'start_return'] as const)
    await assert.rejects(advance(id, verb), (error) => error instanceof DomainError && error.code === 'illegal_transition'); // prettier-ignore
  assert.deepEqual(await typesOf(id), ['created', 'payment_requested', 'expired']);
});

test('goods on the road turn round, and their trip no longer goes to the receiver', async () => {
  const ids = await furnish(deps, tenant);
  const of = (name: string) => ids[name] ?? assert.fail(name);
  const { caller } = tenant.identity;
  await startTrip(deps, caller, of('trips'), report());
  await actAtStop(deps, caller, of('stops'), { kind: 'pick_up', feedback: null }, report());
  const { state, reason } = await advance(of('deliveries'), 'start_return', 'The sender wants it back.');
  assert.deepEqual([state, reason], ['returning', 'The sender wants it back.']);
  const { rows } = await sql<{ leg: string; state: string }>`
    select leg, state from stop where delivery_id = ${of('deliveries')} order by sequence`.execute(database.db);
  assert.deepEqual(rows, [{ leg: 'pickup', state: 'done' }, { leg: 'dropoff', state: 'dropped' }]); // prettier-ignore
  assert.equal((await advance(of('deliveries'), 'complete_return')).state, 'returned');
});

test('another account’s delivery is not there', async () => {
  const id = await make();
  const { identity } = await makeTenant(deps);
  await assert.rejects(
    advanceDelivery(deps, identity.caller, id, 'make_ready'),
    (error) => error instanceof DomainError && error.code === 'delivery_not_found',
  );
});
