/** Order numbers under a service of its own, and content that an earlier release took. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import type { DeliveryDraft } from '../../domain/delivery/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { fingerprint } from '../../lib/hash.ts';
import { createDelivery } from './create-delivery.ts';
import { getDelivery } from './read-deliveries.ts';
import { updateDelivery } from './update-delivery.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase({ poolSize: 16 });
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
});
after(() => database.close());

const create = (change: Partial<DeliveryDraft>) => createDelivery(deps, tenant.identity, draft(change));
const isDuplicate = (error: unknown) => error instanceof DomainError && error.code === 'duplicate';
const ondemand = { service: 'ondemand', legs: 'dropoff' } as const;

it('lets ordinary deliveries of different legs share a number, and a service none', async () => {
  await create({ orderNumber: 'N' });
  await create({ orderNumber: 'N', legs: 'both' });
  const { id, repeated } = await create({ ...ondemand, orderNumber: 'S', cashOnPickup: 123 });
  assert.equal(repeated, false);
  const { service, cashOnPickup } = await getDelivery(deps, tenant.identity.caller, id);
  assert.deepEqual([service, cashOnPickup], ['ondemand', 123]);
  const again = await create({ ...ondemand, orderNumber: 'S', cashOnPickup: 123 });
  assert.deepEqual([again.id, again.repeated], [id, true]);
  await assert.rejects(create({ ...ondemand, orderNumber: 'S' }), isDuplicate);
  await assert.rejects(create({ ...ondemand, orderNumber: 'S', legs: 'both' }), isDuplicate);
  await assert.rejects(create({ orderNumber: 'S' }), isDuplicate, 'the legs are taken');
  const other = await makeTenant(deps);
  await createDelivery(deps, other.identity, draft({ ...ondemand, orderNumber: 'S', legs: 'both' }));
});

it('lets one of 30 racing renamings and creations with different legs have the number', async () => {
  const legs = ['dropoff', 'both', 'pickup'] as const;
  const old = await Promise.all(legs.map((one) => create({ ...ondemand, legs: one, orderNumber: `OLD-${one}` })));
  const tries = Array.from({ length: 10 }, (_, index) => [
    ...old.map(({ id }) => updateDelivery(deps, tenant.identity, id, { orderNumber: 'WANTED' })),
    ...legs.map((one) => create({ ...ondemand, legs: one, orderNumber: 'WANTED', waybillNumber: `W-${index}` })),
  ]).flat();
  const refused = (await Promise.allSettled(tries)).flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  assert.ok(refused.length > 0 && refused.every(isDuplicate), String(refused.find((one) => !isDuplicate(one))));
  const { rows } = await sql`select id from delivery where order_number = 'WANTED'`.execute(database.db);
  assert.equal(rows.length, 1);
});

it('knows an order again that an earlier release took, whose content had neither service nor cash on pickup', async () => {
  const { service: _service, cashOnPickup: _cash, ...earlier } = draft({ orderNumber: 'EARLIER' });
  const { id } = await create({ orderNumber: 'EARLIER' });
  await sql`update delivery set fingerprint = ${fingerprint(earlier)} where id = ${id}`.execute(database.db);
  const again = await create({ orderNumber: 'EARLIER' });
  assert.deepEqual([again.id, again.repeated], [id, true]);
});

it('counts the hour at which an order came as its content only where the partner named it', async () => {
  const at = (hour: number) => draft({ orderNumber: 'UNDATED', orderedAt: new Date(hour * 3_600_000) });
  const undated = { dated: false };
  const { id } = await createDelivery(deps, tenant.identity, at(1), undated);
  assert.equal((await createDelivery(deps, tenant.identity, at(2), undated)).id, id);
  await assert.rejects(createDelivery(deps, tenant.identity, at(1)), isDuplicate);
});
