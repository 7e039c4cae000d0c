/** Makes a delivery a task of an organisation with a platform and an app, by statements of its own; and offers it. */
import { sql } from 'kysely';
import type { DeliveryDraft } from '../src/domain/delivery/delivery.ts';
import type { BroadcastPreference, Offer } from '../src/domain/offer/offer.ts';
import type { VehicleWish } from '../src/domain/task/vehicle-kind.ts';
import { newId } from '../src/lib/new-id.ts';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { openOffer } from '../src/use-cases/offer/open.ts';
import { draft, place } from './draft-delivery.ts';
import type { Tenant } from './tenant.ts';

export interface SeededTask {
  /** Of the delivery. */
  readonly id: string;
  readonly organisationId: string;
  readonly platformId: string;
  readonly appId: string;
}

export interface TaskOptions {
  readonly delivery?: Partial<DeliveryDraft>;
  readonly preference?: BroadcastPreference;
  readonly vehicle?: VehicleWish;
  /** Of the squad's organisation. */
  readonly squadCode?: string;
}

/** @param orderNumber also names the organisation. */
export async function addTask(
  deps: Deps,
  { account, identity }: Tenant,
  orderNumber: string,
  { delivery, preference = 'squad', vehicle = 'car', squadCode }: TaskOptions = {},
): Promise<SeededTask> {
  const order = draft({ orderNumber, service: 'task', legs: 'both', ...delivery });
  const { id } = await createDelivery(deps, identity, order);
  const [organisationId, platformId, appId] = [newId(), newId(), newId()];
  const rows = [
    sql`insert into organisation (account_id, id, version, business_name, squad_code)
      values (${account.id}, ${organisationId}, 1, ${orderNumber}, ${squadCode ?? null})`,
    sql`insert into platform (account_id, id, name, organisation_id)
      values (${account.id}, ${platformId}, 'P', ${organisationId})`,
    sql`insert into partner_app (account_id, id, version, name, client_key, redirect_urls, updated_by)
      values (${account.id}, ${appId}, 1, 'A', ${appId}, '{http://localhost/}', 'x')`,
    sql`insert into task (account_id, delivery_id, organisation_id, app_id, creation_group, is_urgent, price, currency,
        broadcast_preference, vehicle_preference, distance_metres, attributes)
      values (${account.id}, ${id}, ${organisationId}, ${appId}, ${appId}, true, 200000, 'SGD', ${preference}, ${vehicle}, 7357,
        '{"min_price": 500000, "from_contact": {"vessel_imo": 9074729}}')`,
  ];
  for (const row of rows) await row.execute(deps.db.house);
  return { id, organisationId, platformId, appId };
}

/** Where the pickups of offered tasks are. */
export const jurong = { lat: 1.3329, lng: 103.7436 };

/**
 * A task that couriers are asked for, from now until its pickup ends, two hours from now; for everybody, and any vehicle
 * from a car on, without another word.
 */
export async function addOffer(
  deps: Deps,
  tenant: Tenant,
  orderNumber: string,
  options: TaskOptions & { readonly pickupUntil?: Date } = {},
): Promise<SeededTask & { readonly offer: Offer }> {
  const { pickupUntil = new Date(deps.now().getTime() + 2 * 3_600_000) } = options;
  const window = { from: null, until: pickupUntil };
  const sender = place({ customerName: 'Sender Tan', phone: '+6591234567', position: jurong, window });
  const receiver = place({ customerName: 'Receiver Lim', phone: '+6597654321', position: { lat: 1.29, lng: 103.85 }, window: { from: null, until: null } }); // prettier-ignore
  const delivery = { pickup: sender, dropoff: receiver, currency: 'SGD', ...options.delivery };
  const task = await addTask(deps, tenant, orderNumber, {
    preference: 'standard',
    vehicle: 'ltl',
    ...options,
    delivery,
  });
  return { ...task, offer: await openOffer(deps, tenant.identity, task.id) };
}
