/** SQL of the rows that tasks have beside their deliveries. */
import { sql, type Kysely } from 'kysely';
import type { Task } from '../domain/task/task.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/** In the transaction that writes their deliveries, after these. */
export async function insertTasks(tx: Kysely<DB>, tasks: readonly Task[]): Promise<void> {
  await sql`insert into task select * from jsonb_populate_recordset(null::task, ${json(tasks.map(toTaskJson))})`.execute(
    tx,
  );
}

/** Of a delivery that the transaction has locked. What it was made with stays: app, creation group, hour. */
export async function saveTask(tx: Kysely<DB>, task: Task): Promise<void> {
  await sql`
    update task t set
      organisation_id = n.organisation_id, invoice_number = n.invoice_number, group_tag = n.group_tag,
      is_urgent = n.is_urgent, price = n.price, currency = n.currency, broadcast_preference = n.broadcast_preference,
      vehicle_preference = n.vehicle_preference, service_type = n.service_type, distance_metres = n.distance_metres,
      distance_by_road = n.distance_by_road, attributes = n.attributes
    from jsonb_populate_record(null::task, ${json(toTaskJson(task))}) n
    where t.account_id = n.account_id and t.delivery_id = n.delivery_id`.execute(tx);
}

/** The row as JSON for jsonb_populate_record: every column is named. */
function toTaskJson(task: Task): Record<string, unknown> {
  return {
    account_id: task.accountId,
    delivery_id: task.deliveryId,
    organisation_id: task.organisationId,
    app_id: task.appId,
    creation_group: task.creationGroup,
    invoice_number: task.invoiceNumber,
    group_tag: task.groupTag,
    is_urgent: task.isUrgent,
    price: task.price,
    currency: task.currency,
    broadcast_preference: task.broadcastPreference,
    vehicle_preference: task.vehiclePreference,
    service_type: task.serviceType,
    distance_metres: task.distanceMetres,
    distance_by_road: task.distanceByRoad,
    attributes: task.attributes,
    created_at: task.createdAt,
  };
}
