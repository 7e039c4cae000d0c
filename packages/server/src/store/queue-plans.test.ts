/** What the queue's statements read: what they need, though the database took the queue for empty when it planned them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { webhookHouse, type WebhookHouse } from '../../test/webhook-house.ts';
import { relayEvents } from '../use-cases/webhook/relay-events.ts';
import { writeBody } from '../webhooks/write-body.ts';
import { takeEvents } from './outbox.ts';
import type { DB } from './schema.ts';
import { claimMessages } from './webhook-queue.ts';

const aggregates = 100;
const waiting = 2000;
let house: WebhookHouse;

before(async () => {
  house = await webhookHouse();
  await house.addEndpoint({ url: 'http://127.0.0.1:65000/' });
});
after(() => house.database.close());

/** Rows of the queue's tables that this connection has read lately. */
async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where relname in ('event', 'outbox', 'webhook_message')`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

async function fill(): Promise<void> {
  const ids = Array.from({ length: aggregates }, () => house.deps.newId());
  for (let sequence = 1; sequence <= waiting / aggregates; sequence += 1) {
    await Promise.all(ids.map((id) => house.happen(id, sequence)));
  }
}

/** Has every connection of the house plan its statements while the queue is empty. */
async function planned(round: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await Promise.all(Array.from({ length: 7 }, round));
}

/** Runs the work on a connection, then takes it back. */
async function reads<T>(work: (tx: Kysely<DB>) => Promise<readonly T[]>): Promise<{ taken: number; read: number }> {
  const tx = await house.database.db.startTransaction().execute();
  try {
    const before = await rowsRead(tx);
    const { length: taken } = await work(tx);
    return { taken, read: (await rowsRead(tx)) - before };
  } finally {
    await tx.rollback().execute();
  }
}

test('a round of the relay reads what it takes, however much waits', async () => {
  const round = () => reads((tx) => takeEvents(tx, 50));
  await planned(round);
  await fill();
  const { taken, read } = await round();
  assert.equal(taken, 50);
  // each of them and the one before it, in the outbox and among the events
  assert.ok(read <= 50 * 8, `${read} rows read for ${taken} events`);
});

test('a claim reads what it takes, however much waits', async () => {
  const round = () =>
    reads(
      (tx) =>
      claimMessages(tx, { id: house.deps.newId(), leaseSeconds: 30, limit: 50, perEndpoint: 50, busy: [], failing: false }), // prettier-ignore
    );
  await planned(round);
  while ((await relayEvents(house.deps, writeBody)) > 0);
  const { taken, read } = await round();
  assert.equal(taken, 50);
  assert.ok(read <= 50 * 20, `${read} rows read for ${taken} messages`);
});
