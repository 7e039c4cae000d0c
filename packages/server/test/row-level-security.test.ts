/**
 * Row-level security alone: statements without any filter, a connection that says nothing, and the whole app on
 * connections of the wrong tenant. The tables are read from the catalogue: a new one without a policy fails here.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { sha256 } from '../src/lib/hash.ts';
import { newId } from '../src/lib/new-id.ts';
import { createDatabase } from '../src/store/database.ts';
import { createPool } from '../src/store/pool.ts';
import type { DB } from '../src/store/schema.ts';
import { addMDeliveryTraces, type MDeliveryIds } from './add-mdelivery.ts';
import { addSubscriptionTraces } from './add-subscriptions.ts';
import { addPartner } from './add-partner.ts';
import { dumpOf, tenantTables } from './dump-of.ts';
import { fillPath, hasParameters } from './fill-path.ts';
import { probes } from './matrix-probes.ts';
import {
  credentialOf,
  dress,
  guarded,
  nameOf,
  openMountedHouse,
  type MountedHouse,
  type Resident,
} from './mounted-house.ts';
import { statusOf } from './refusals.ts';

let house: MountedHouse;
let owner: Resident;
/** What stands in the owner's tables of partners. */
let partner: Awaited<ReturnType<typeof addPartner>>;
/** The hash of the cookie of a receiver of the owner's. */
let cookie: Buffer;
/** An account that has nothing at all. */
const stranger = newId();
/** The app believes whoever signs in; its connections belong to the stranger. */
let misled: MountedHouse;

before(async () => {
  house = await openMountedHouse();
  owner = await house.resident();
  await addRest(house.database.db, owner);
  await addAccount(house.database.db);
  misled = await openMountedHouse((database) => ({ ...database, of: () => database.of(stranger) }));
  await addAccount(misled.database.db);
});
after(async () => {
  await house.close();
  await misled.close();
});

const addAccount = (db: Kysely<DB>) =>
  sql`insert into account (id, name, currency, time_zone) values (${stranger}, 'S', 'INR', 'UTC')`.execute(db);

/** Rows in the tables that a furnished house leaves empty. */
async function addRest(db: Kysely<DB>, owner: Resident): Promise<void> {
  const { tenant, ids } = owner;
  const account = tenant.account.id;
  await sql`insert into idempotency_key (account_id, operation, key, fingerprint, claimed_until)
    values (${account}, 'x', 'x', ${Buffer.alloc(32)}, now())`.execute(db);
  await sql`insert into position (account_id, tracker_id, recorded_at, lat, lng)
    values (${account}, ${ids['trackers']}, now(), 1, 1)`.execute(db);
  await sql`insert into webhook_attempt (account_id, message_id, number, started_at, duration_ms)
    values (${account}, ${ids['webhook-messages']}, 1, now(), 0)`.execute(db);
  await sql`insert into outbox (account_id, event_id) select account_id, id from event limit 1`.execute(db);
  await sql`insert into haulage (account_id, trip_id, goods_kind, origin, destination, transport_mode, lorry_receipt, reporting_at)
    select ${account}, ${ids['trips']}, 'x', code, code, 'road', 'x', now() from hub where account_id = ${account} limit 1`.execute(
    db,
  );
  await sql`insert into route_plan (account_id, id, version, kind, name, state, request, attempts)
    values (${account}, ${ids['trips']}, 1, 'problem', 'x', 'waiting', '{}', 0)`.execute(db);
  await sql`insert into tracker_watch (account_id, tracker_id, seen_at, lat, lng)
    values (${account}, ${ids['trackers']}, now(), 1, 1)`.execute(db);
  await sql`insert into hub_visit (account_id, id, hub_id, tracker_id, trip_id, entered_at, entered_lat, entered_lng)
    values (${account}, ${ids['trips']}, ${ids['hubs']}, ${ids['trackers']}, ${ids['trips']}, now(), 1, 1)`.execute(db);
  partner = await addPartner(db, owner);
  // a resident has them all
  cookie = await addMDeliveryTraces(db, account, ids as MDeliveryIds);
  const { signer: credential = '', 'subscription-orders': row = '' } = ids;
  await addSubscriptionTraces(db, { account, credential, row });
}

const policyFault = { code: '42501' };
const count = async (db: Kysely<DB>, table: string) =>
  Number((await sql<{ n: string }>`select count(*)::text as n from ${sql.table(table)}`.execute(db)).rows[0]?.n);

/** What every table must refuse to whoever sees nothing of the owner's. */
async function assertClosed(db: Kysely<DB>, own: (table: string) => number): Promise<void> {
  for (const [table, column] of await tenantTables(house.database.db)) {
    const rows = await sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${sql.table(table)} t where ${sql.ref(column)} = ${owner.tenant.account.id} limit 1`.execute(
      house.database.db,
    );
    const victim = rows.rows[0]?.row ?? assert.fail(`there is nothing of the owner in ${table}`);
    assert.equal(await count(db, table), own(table), `sees ${table}`);
    const written = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)}`.execute(db);
    assert.equal(Number(written.numAffectedRows), own(table), `updates ${table}`);
    const copy = sql`insert into ${sql.table(table)}
      select * from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(victim)}::jsonb)`;
    await assert.rejects(copy.execute(db), policyFault, `inserts into ${table}`);
    const emptied = db.transaction().execute(async (tx) => {
      const { numAffectedRows } = await sql`delete from ${sql.table(table)}`.execute(tx);
      throw new Error(`deleted ${String(numAffectedRows)}`);
    });
    await assert.rejects(emptied, new Error(`deleted ${own(table)}`), table);
  }
}

describe('S2: row-level security', () => {
  it('stands, by force, on every table that belongs to an account', async () => {
    const tables = await tenantTables(house.database.db);
    const { rows } = await sql<{ name: string; stands: boolean; uses: string | null }>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as stands,
        pg_get_expr(p.polqual, p.polrelid) as uses
      from pg_class c left join pg_policy p on p.polrelid = c.oid
      where c.relname = any(${tables.map(([table]) => table)}) and c.relkind in ('r', 'p')`.execute(house.database.db);
    assert.equal(rows.length, tables.length, 'one policy each');
    assert.ok(rows.length >= 22);
    for (const { name, stands, uses } of rows) {
      assert.ok(stands, `${name}: select keep_tenants_apart('${name}') in its migration`);
      const column = name === 'account' ? 'id' : 'account_id';
      assert.match(uses ?? '', new RegExp(`waybill\\.account_id.* = \\(?${column}\\)?::text`), name);
    }
  });

  it('shows and gives a tenant nothing of another’s, whatever the statement', async () => {
    const before = await dumpOf(house.database.db, owner.tenant.account.id);
    await assertClosed(house.database.tenants.of(stranger), (table) => (table === 'account' ? 1 : 0));
    assert.equal(await dumpOf(house.database.db, owner.tenant.account.id), before);
  });

  it('lets nobody give a row away', async () => {
    const own = house.database.tenants.of(owner.tenant.account.id);
    for (const [table, column] of await tenantTables(house.database.db)) {
      const away = sql`update ${sql.table(table)} set ${sql.ref(column)} = ${stranger}`.execute(own);
      await assert.rejects(away, policyFault, table);
    }
  });

  it('shows nothing on a connection that says for nobody', async (t) => {
    const pool = createPool({ url: house.database.url, size: 1, log: { warn: () => undefined } });
    t.after(() => pool.end());
    await assertClosed(createDatabase(pool).anyone, () => 0);
  });

  it('finds out who signs in on any connection, and leaves the connection as it was', async (t) => {
    const pool = createPool({ url: house.database.url, size: 1, log: { warn: () => undefined } });
    t.after(() => pool.end());
    const { anyone, of } = createDatabase(pool);
    const lookUp = () => sql`select * from find_sign_in('loginext', ${owner.tenant.account.id.slice(-12)})`;
    assert.equal((await lookUp().execute(anyone)).rows.length, 1);
    assert.equal(await count(anyone, 'credential'), 0);
    assert.equal(await count(of(stranger), 'account'), 1);
    assert.equal((await lookUp().execute(anyone)).rows.length, 1);
    await sql`select * from find_live_session(${Buffer.alloc(32)}, now())`.execute(anyone);
    assert.equal(await count(anyone, 'account'), 1);
    assert.equal(await count(anyone, 'credential'), 0);
    assert.throws(() => of('house'));
  });

  it('finds the owner of a key on any connection, and leaves the connection as it was', async (t) => {
    const pool = createPool({ url: house.database.url, size: 1, log: { warn: () => undefined } });
    t.after(() => pool.end());
    const { anyone } = createDatabase(pool);
    const { id, hash } = partner;
    const byGrant = [
      sql`select id as account_id, app_id, member_id, roles, business_name from find_bearer(${hash}, now())`,
      sql`select * from find_oauth_entry('AccessToken', ${hash})`,
      sql`select * from find_oauth_grant(${id})`,
    ];
    const lookUps = [
      ...byGrant,
      sql`select * from find_partner_app(${`key-${id}`})`,
      sql`select * from find_oauth_session(${hash})`,
      sql`select *, id as account_id from find_courier_session(${hash}, now())`,
      sql`select * from find_invitation(${hash})`,
      sql`select * from find_sso_session(${hash})`,
      sql`select * from find_hub_service(${owner.ids['services']})`,
      sql`select * from find_shipping_order(${owner.ids['number']})`,
      sql`select * from find_receiver_session(${cookie}, now())`,
      sql`select id as account_id from find_signing_keys('subplace', ${sha256(owner.secrets.subplace.key).toString('hex')})`,
      sql`select * from find_policies(${owner.ids['tracking-number']})`,
      sql`select * from find_certificate(${sha256(owner.ids['certificates'] ?? '')})`,
    ];
    for (const lookUp of lookUps) {
      const { rows } = await (lookUp as RawBuilder<{ account_id: string }>).execute(anyone);
      assert.deepEqual(rows.map((row) => row.account_id), [owner.tenant.account.id], lookUp.compile(anyone).sql); // prettier-ignore
      assert.equal(await count(anyone, 'partner_app'), 0);
    }
    await sql`update oauth_grant set revoked_at = now() where id = ${id}`.execute(house.database.db);
    for (const lookUp of byGrant) assert.deepEqual((await lookUp.execute(anyone)).rows, []);
  });

  it('holds when the filter of the code is led astray: no operation shows or changes anything', async () => {
    const victim = await misled.resident();
    const { ids, tenant } = victim;
    const before = await dumpOf(misled.database.db, tenant.account.id);
    const secrets = Object.values(ids).flatMap((id) => [id, id.replaceAll('-', '')]);
    for (const route of guarded(misled)) {
      const { what, path, missing = 404, body, query, type } = probes[nameOf(route)] ?? {};
      const of = (name: string) => ids[name] ?? assert.fail(name);
      const url = fillPath(route.url, { ...(what && { what }), ...(path && { path }) }, of) + (query?.(of) ?? '');
      const { headers, payload } = dress(victim, credentialOf(route), body?.(of));
      const answer = await misled.ask({
        method: route.method,
        url,
        headers: { ...headers, ...(type && { 'content-type': type }) },
        payload,
      });
      const status = statusOf(route.dialect, answer);
      if (hasParameters(route.url)) assert.equal(status, missing, `${nameOf(route)}: ${answer.body.slice(0, 200)}`);
      // what a request names may come back in the words of its refusal
      if (status >= 400) continue;
      for (const secret of secrets) assert.ok(!answer.body.includes(secret), `${nameOf(route)}: ${answer.body}`);
    }
    assert.equal(await dumpOf(misled.database.db, tenant.account.id), before);
  });
});
