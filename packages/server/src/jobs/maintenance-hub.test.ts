/** What the hub leaves behind goes when its time has come, and no earlier. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addMDeliveryTraces, type MDeliveryIds } from '../../test/add-mdelivery.ts';
import { openMountedHouse, type MountedHouse } from '../../test/mounted-house.ts';
import { runMaintenance } from './maintenance.ts';

let house: MountedHouse;
before(async () => (house = await openMountedHouse()));
after(() => house.close());

const hour = 3_600_000;
/** Days after which each has gone. */
const ages = [
  ['receiver_session', 1],
  ['partner_call', 30],
  ['public_change', 90],
  ['reconciliation', 90],
] as const;

test('each kind of thing is kept for as long as somebody may ask for it; a call that waits is kept', async () => {
  const { db } = house.database;
  const { tenant, ids } = await house.resident();
  await addMDeliveryTraces(db, tenant.account.id, ids as MDeliveryIds);
  const start = house.deps.now();
  await sql`update receiver_session set expires_at = ${start}`.execute(db);
  await sql`update public_change set changed_at = ${start}`.execute(db);
  await sql`update reconciliation set day = ${start.toISOString().slice(0, 10)}`.execute(db);
  await sql`insert into partner_call select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
    'sequence', 2, 'state', 'refused', 'settled_at', ${start}::timestamptz))).* from partner_call c`.execute(db);
  const there = () =>
    Promise.all(
      ages.map(async ([table]) => {
        const settled = table === 'partner_call' ? sql`where settled_at is not null` : sql``;
        const { rows } = await sql`select 1 from ${sql.table(table)} ${settled}`.execute(db);
        return rows.length > 0;
      }),
    );
  let moved = 0;
  for (const day of [1, 30, 90]) {
    for (const hours of [24 * day - 1, 24 * day + 25]) {
      house.deps.clock.move((hours - moved) * hour);
      moved = hours;
      await runMaintenance(house.deps, 'purge');
      assert.deepEqual(await there(), ages.map(([, kept]) => kept * 24 >= hours), `after ${hours} hours`); // prettier-ignore
    }
  }
  const { rows } = await sql`select 1 from partner_call`.execute(db);
  assert.equal(rows.length, 1, 'one still waits');
});
