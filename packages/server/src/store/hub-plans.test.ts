/** What the statements of the hub's queues read: what they take, though the tables were empty when they were planned. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { openShippingHouse, type ShippingHouse } from '../../test/shipping-house.ts';
import { listDueFollowUps } from './follow-up.ts';
import { leaseCalls, lockDueCalls, putOffCalls } from './partner-call-queue.ts';
import { claimDueServices } from './provider-poll.ts';
import type { DB } from './schema.ts';

/** Aggregates, with as many rows each. */
const [aggregates, each] = [1000, 3];
let house: ShippingHouse;
before(async () => (house = await openShippingHouse()));
after(() => house.close());

const tables = ['follow_up', 'partner_call', 'partner_health', 'provider_service'] as const;

async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where relname = any(${tables}::text[])`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

/** Runs the work on a connection, then takes it back. */
async function reads(work: (tx: Kysely<DB>) => Promise<number>): Promise<{ taken: number; read: number }> {
  const tx = await house.database.db.startTransaction().execute();
  try {
    const before = await rowsRead(tx);
    const taken = await work(tx);
    return { taken, read: (await rowsRead(tx)) - before };
  } finally {
    await tx.rollback().execute();
  }
}

/** Has every connection of the house plan the statement while the tables are empty. */
async function planned(round: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await Promise.all(Array.from({ length: 10 }, round));
}

/** Rows `n` of the aggregates `a`, which have numbers `k`. */
const many = (insert: string, select: string) =>
  sql
    .raw(
      `with made as (select gen_random_uuid() as a, number as k from generate_series(1, ${aggregates}) number)
       insert into ${insert} select ${select} from made, generate_series(1, ${each}) n`,
    )
    .execute(house.database.db);

const followUps = () => reads(async (tx) => (await listDueFollowUps(tx, 50)).length);
const claim = () =>
  reads(async (tx) => {
    const now = new Date(Date.now() + 60_000);
    const calls = await lockDueCalls(tx, { now, limit: 50, except: ['nobody at all'] });
    await leaseCalls(tx, calls, { claim: house.deps.newId(), seconds: 30 });
    await putOffCalls(tx, calls);
    return calls.length;
  });
const services = () =>
  reads(async (tx) => {
    const now = new Date(Date.now() + 60_000);
    return (await claimDueServices(tx, { id: house.deps.newId(), now, limit: 50, leaseSeconds: 30 })).length;
  });

test('each looks at what it takes, however much waits', async () => {
  const { id: account } = house.tenant.account;
  await house.database.db.deleteFrom('provider_service').execute();
  const rounds = { followUps, claim, services };
  for (const round of Object.values(rounds)) await planned(round);
  const { provider } = house.of;
  await many(
    'event (account_id, id, aggregate, aggregate_id, sequence, type, occurred_at, actor, data)',
    `'${account}', gen_random_uuid(), 'delivery', a, n, 'delivery.ready', now(), 'x', '{}'`,
  );
  await sql`insert into follow_up (account_id, follower, event_id, aggregate_id, sequence)
    select account_id, 'one', id, aggregate_id, sequence from event where account_id = ${account}`.execute(
    house.database.db,
  );
  await many(
    'partner_call (account_id, id, connector, partner_id, aggregate_id, sequence, operation, content, state)',
    `'${account}', gen_random_uuid(), 'mdelivery.provider', '${provider.id}', a, n, 'put_status', '{}', 'waiting'`,
  );
  await many(
    'provider_service (account_id, id, provider_id, code, name, add_delivery, redirect_to_mpay, identify)',
    `'${account}', gen_random_uuid(), '${provider.id}', k || '-' || n, 'S', true, true, 'none'`,
  );
  for (const [name, round] of Object.entries(rounds)) {
    const { taken, read } = await round();
    assert.equal(taken, 50, name);
    // of two that stand behind the first of their aggregate there is a look each
    const most = taken * 15;
    assert.ok(read <= most, `${name}: ${read} rows read for ${taken}`);
  }
});
