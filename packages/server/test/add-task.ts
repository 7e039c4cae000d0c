/** Makes a delivery a task of an organisation with a platform and an app, by statements of its own. */
import { sql } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { draft } from './draft-delivery.ts';
import type { Tenant } from './tenant.ts';

export interface SeededTask {
  /** Of the delivery. */
  readonly id: string;
  readonly organisationId: string;
  readonly platformId: string;
  readonly appId: string;
}

/** @param orderNumber also names the organisation. */
export async function addTask(deps: Deps, { account, identity }: Tenant, orderNumber: string): Promise<SeededTask> {
  const { id } = await createDelivery(deps, identity, draft({ orderNumber, service: 'task', legs: 'both' }));
  const [organisationId, platformId, appId] = [newId(), newId(), newId()];
  const rows = [
    sql`insert into organisation (account_id, id, version, business_name)
      values (${account.id}, ${organisationId}, 1, ${orderNumber})`,
    sql`insert into platform (account_id, id, name, organisation_id)
      values (${account.id}, ${platformId}, 'P', ${organisationId})`,
    sql`insert into partner_app (account_id, id, version, name, client_key, redirect_urls, updated_by)
      values (${account.id}, ${appId}, 1, 'A', ${appId}, '{http://localhost/}', 'x')`,
    sql`insert into task (account_id, delivery_id, organisation_id, app_id, creation_group, is_urgent, price, currency,
        broadcast_preference, vehicle_preference, distance_metres, attributes)
      values (${account.id}, ${id}, ${organisationId}, ${appId}, ${appId}, true, 200000, 'SGD', 'squad', 'car', 7357,
        '{"min_price": 500000, "from_contact": {"vessel_imo": 9074729}}')`,
  ];
  for (const row of rows) await row.execute(deps.db.house);
  return { id, organisationId, platformId, appId };
}
