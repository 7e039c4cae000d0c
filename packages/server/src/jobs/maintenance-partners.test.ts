/** What partners leave behind goes when its time has come, and no earlier. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addPartner } from '../../test/add-partner.ts';
import { openMountedHouse, type MountedHouse } from '../../test/mounted-house.ts';
import { runMaintenance } from './maintenance.ts';

let house: MountedHouse;
before(async () => (house = await openMountedHouse()));
after(() => house.close());

/** Without the tokens that it could sign requests with: each kind of thing is there once. */
async function tokenless() {
  const resident = await house.resident();
  await sql`delete from oauth_grant`.execute(house.database.db);
  await sql`delete from courier_session`.execute(house.database.db);
  return resident;
}

const hour = 3_600_000;
/** Days after which each has gone; what expires does so within the first hour. */
const ages = [
  ['sso_session', 1],
  ['oauth_entry', 7],
  ['courier_session', 7],
  ['mail', 7],
  ['courier_action', 30],
  ['oauth_grant', 90],
  ['invitation', 90],
] as const;

test('each kind of thing is kept for as long as somebody may ask for it', async () => {
  const { db } = house.database;
  await addPartner(db, await tokenless());
  await sql`update mail set sent_at = now()`.execute(db);
  const there = async () => {
    const counts = ages.map(async ([table]) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db);
      return (rows[0]?.n ?? 0) > 0;
    });
    return Promise.all(counts);
  };
  let moved = 0;
  for (const day of [1, 7, 30, 90]) {
    for (const hours of [24 * day - 1, 24 * day + 2]) {
      house.deps.clock.move((hours - moved) * hour);
      moved = hours;
      await runMaintenance(house.deps, 'purge');
      assert.deepEqual(await there(), ages.map(([, kept]) => kept * 24 >= hours), `after ${hours} hours`); // prettier-ignore
    }
  }
});

test('mail that could not be sent goes after a month, and a grant three months after it was revoked', async () => {
  const { db } = house.database;
  await addPartner(db, await tokenless());
  const start = house.deps.now();
  await sql`update mail set failure = 'x', created_at = ${start}`.execute(db);
  await sql`update oauth_grant set revoked_at = ${start}, expires_at = 'infinity'`.execute(db);
  const left = async () => {
    await runMaintenance(house.deps, 'purge');
    const { rows } = await sql`select 'mail' from mail union all select 'grant' from oauth_grant`.execute(db);
    return rows.length;
  };
  assert.equal(await left(), 2);
  house.deps.clock.move(31 * 24 * hour);
  assert.equal(await left(), 1);
  house.deps.clock.move(60 * 24 * hour);
  assert.equal(await left(), 0);
});
