/** What the statements of insurance read: what they take, under the policies of tenants. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { addInsurance } from '../../test/add-insurance.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps } from '../../test/deps.ts';
import { seedDelivery } from '../../test/seed-delivery.ts';
import { newId } from '../lib/new-id.ts';
import { createSigningToken } from '../use-cases/account/signing-keys.ts';
import { listClaims } from './claim.ts';
import { findCoveredDeliveries } from './coverage.ts';
import { findPolicies } from './policy-lookup.ts';
import { findOwnDelivery, listOverdue, listPolicies } from './policy.ts';
import type { DB } from './schema.ts';

const many = 2000;
const page = { before: null, limit: 10 };
let database: TestDatabase;
let accountId: string;
let deliveryId: string;

before(async () => {
  database = await testDatabase();
  ({ accountId, deliveryId } = await seedDelivery(database.db));
});
after(() => database.close());

/** Deliveries `n`, each with a policy, coverage and a claim that was rejected. */
async function fill(): Promise<void> {
  const deps = testDeps(database.tenants);
  const caller = { accountId, actor: 'test', credentialId: null };
  const { id: credential } = await createSigningToken(deps, caller, { dialect: 'saladin', label: 'x', token: null });
  const { policies, coverage, claims } = await addInsurance(database.db, { account: accountId, delivery: deliveryId, credential });
  const copies = async (table: string, of: string, change: string) => {
    const insert = `insert into ${table} select (jsonb_populate_record(one, ${change})).* from ${table} one, generate_series(1, ${many}) n where one.id = '${of}'`;
    await sql.raw(insert).execute(database.db);
  };
  const key = (kind: string) => `'id', md5('${kind}' || n)::uuid`;
  const digest = `'\\x' || encode(sha256(n::text::bytea), 'hex')`;
  await copies('delivery', deliveryId, `jsonb_build_object(${key('d')}, 'order_number', 'N-' || n, 'waybill_number', 'W-' || n)`);
  await copies('policy', policies, `jsonb_build_object(${key('p')}, 'number', 'P-' || n, 'tracking_number', 'N-' || n, 'certificate_hash', ${digest})`);
  await copies('coverage', coverage, `jsonb_build_object(${key('v')}, 'delivery_id', md5('d' || n)::uuid)`);
  await copies('claim', claims, `jsonb_build_object(${key('c')}, 'policy_id', md5('p' || n)::uuid, 'state', 'rejected')`);
} // prettier-ignore

/** Rows that the work reads on this connection; it is taken back afterwards. */
async function reads(db: Kysely<DB>, work: (tx: Kysely<DB>) => Promise<unknown>): Promise<number> {
  const tx = await db.startTransaction().execute();
  const rowsRead = async () => {
    const { rows } = await sql<{ read: number }>`
      select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
      from pg_stat_xact_user_tables`.execute(tx);
    return rows[0]?.read ?? Number.NaN;
  };
  try {
    const earlier = await rowsRead();
    await work(tx);
    return (await rowsRead()) - earlier;
  } finally {
    await tx.rollback().execute();
  }
}

const everything = { ...page, state: null, trackingNumber: null, number: null };
const covered = () => [
  { accountId, deliveryId },
  { accountId, deliveryId: newId() },
];

/** Each with the most rows that it may read. */
const statements: readonly (readonly [name: string, most: number, db: 'own' | 'house' | 'anyone', work: (tx: Kysely<DB>) => Promise<unknown>])[] = [
  ['our own delivery by its order number', 4, 'own', (tx) => findOwnDelivery(tx, accountId, 'N-7')],
  ['our own delivery by its waybill number', 4, 'own', (tx) => findOwnDelivery(tx, accountId, 'W-7')],
  ['no delivery of ours', 4, 'own', (tx) => findOwnDelivery(tx, accountId, 'NOBODYS')],
  ['policies of a tracking number', 4, 'anyone', (tx) => findPolicies(tx, 'N-7')],
  ['a page of policies', 30, 'own', (tx) => listPolicies(tx, accountId, everything)],
  ['the policy of a number', 4, 'own', (tx) => listPolicies(tx, accountId, { ...everything, number: 'P-7' })],
  ['the policy of a tracking number', 4, 'own', (tx) => listPolicies(tx, accountId, { ...everything, trackingNumber: 'N-7' })],
  ['policies of a state that few are in', 30, 'own', (tx) => listPolicies(tx, accountId, { ...everything, state: 'claimed' })],
  ['policies that are over', 4, 'house', (tx) => listOverdue(tx, new Date(), 200)],
  ['which deliveries are covered', 6, 'house', (tx) => findCoveredDeliveries(tx, 'insurer', covered())],
  ['a page of claims', 30, 'own', (tx) => listClaims(tx, accountId, { ...page, state: null })],
  ['claims of a state that few are in', 30, 'own', (tx) => listClaims(tx, accountId, { ...page, state: 'draft' })],
]; // prettier-ignore

test('the statements read what they take', async () => {
  const { tenants } = database;
  const dbOf = { own: tenants.of(accountId), house: tenants.house, anyone: tenants.anyone };
  await fill();
  // the database does so by itself, a minute later
  await sql`analyze delivery, policy, coverage, claim, follow_up`.execute(database.db);
  const tooMany: string[] = [];
  for (const [name, most, db, work] of statements) {
    const read = await reads(dbOf[db], work);
    if (read > most) tooMany.push(`${name}: ${read} rows`);
  }
  assert.deepEqual(tooMany, []);
});
