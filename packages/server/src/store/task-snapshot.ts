/** SQL of tasks with everything around them, in one statement however many they are. */
import { sql, type Kysely } from 'kysely';
import type { DeliveryState } from '../domain/delivery/delivery-state.ts';
import { withStatus } from '../domain/task/statuses.ts';
import type { Task, TaskDriver, TaskProof, TaskSnapshot, TaskStatus } from '../domain/task/task.ts';
import type { DB } from './schema.ts';

/**
 * What is known around task `t` and its delivery `d`, as one JSON value that `toTaskSnapshot` reads. A courier shows from
 * the assignment on, and where he is while he has it.
 */
export const aroundTask = `jsonb_build_object(
  'task', to_jsonb(t),
  'delivery', jsonb_build_object('state', d.state, 'recipientName', d.recipient_name, 'endedAt', d.ended_at),
  'organisation', (
    select jsonb_build_object(
      'id', o.id, 'businessName', o.business_name, 'platformId', coalesce(o.platform_id, own.id)
    )
    from organisation o
    left join platform own on own.account_id = o.account_id and own.organisation_id = o.id
    where o.account_id = t.account_id and o.id = t.organisation_id
  ),
  'offerExpiresAt', (
    select o.expires_at from offer o
    where o.account_id = t.account_id and o.delivery_id = t.delivery_id
    order by o.opened_at desc, o.id desc limit 1
  ),
  'driver', (
    select jsonb_build_object(
      'id', c.id, 'name', c.name, 'phone', c.phone, 'vehicleNumber', v.number,
      'position', case
        when d.state in ('assigned', 'to_pickup', 'at_pickup', 'in_transit', 'at_dropoff') and k.latest_lat is not null
        then jsonb_build_object('lat', k.latest_lat, 'lng', k.latest_lng)
      end,
      'vehicleKind', y.vehicle_kind, 'emissionsType', y.emissions_type,
      'transporter', case when w.id is not null then jsonb_build_object('id', w.id, 'businessName', w.business_name) end
    )
    from trip r
    join courier c on c.account_id = r.account_id and c.id = r.courier_id
    left join vehicle v on v.account_id = r.account_id and v.id = r.vehicle_id
    left join courier_duty y on y.account_id = c.account_id and y.courier_id = c.id
    left join organisation w on w.account_id = y.account_id and w.id = y.organisation_id
    left join lateral (
      select k.latest_lat, k.latest_lng from tracker k
      where k.account_id = r.account_id and k.id in (r.tracker_id, c.tracker_id, v.tracker_id)
        and k.latest_at is not null
      order by k.latest_at desc limit 1
    ) k on true
    where r.account_id = d.account_id and r.id = d.trip_id
      and d.state not in
        ('draft', 'awaiting_payment', 'paid', 'processing', 'ready', 'offered', 'cancelled', 'expired')
  ),
  'marks', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'state', x.delivery ->> 'state', 'occurredAt', x.delivery ->> 'updatedAt', 'reportedAt', x.report ->> 'at',
      'reason', x.reason, 'deliveryReason', x.delivery ->> 'reason'
    ) order by e.sequence), '[]')
    from event e
    -- opens the compressed value once, where five arrows would do it five times
    cross join lateral jsonb_to_record(e.data) as x (delivery jsonb, report jsonb, reason text)
    where e.account_id = d.account_id and e.aggregate_id = d.id
  ),
  'proof', (
    select jsonb_build_object(
      'recipientName', (array_agg(p.recipient_name order by p.captured_at desc) filter (where p.recipient_name is not null))[1],
      'notes', (array_agg(p.note order by p.captured_at desc) filter (where p.note is not null))[1],
      'files', coalesce((
        select jsonb_agg(jsonb_build_object('id', f.id, 'kind', f.kind) order by f.id)
        from proof q join proof_file f on f.account_id = q.account_id and f.proof_id = q.id
        where q.account_id = d.account_id and q.delivery_id = d.id and q.leg = 'dropoff'
      ), '[]')
    )
    from proof p where p.account_id = d.account_id and p.delivery_id = d.id and p.leg = 'dropoff'
    having count(*) > 0
  )
)`;

/** What the statement makes; the words of its columns are checked by the database. */
export interface AroundTask {
  readonly task: {
    readonly organisation_id: string;
    readonly app_id: string | null;
    readonly creation_group: string;
    readonly invoice_number: string | null;
    readonly group_tag: string | null;
    readonly is_urgent: boolean;
    readonly price: number;
    readonly currency: string;
    readonly broadcast_preference: Task['broadcastPreference'];
    readonly vehicle_preference: Task['vehiclePreference'];
    readonly service_type: Task['serviceType'];
    readonly distance_metres: number | null;
    readonly distance_by_road: boolean;
    readonly attributes: Task['attributes'];
    readonly created_at: string;
  };
  readonly delivery: {
    readonly state: DeliveryState;
    readonly recipientName: string | null;
    readonly endedAt: string | null;
  };
  readonly organisation: TaskSnapshot['organisation'] & { readonly platformId: string | null };
  readonly offerExpiresAt: string | null;
  readonly driver: TaskDriver | null;
  readonly marks: readonly {
    readonly state: DeliveryState;
    readonly occurredAt: string;
    readonly reportedAt: string | null;
    readonly reason: string | null;
    readonly deliveryReason: string | null;
  }[];
  readonly proof: Omit<TaskProof, 'completedAt'> | null;
}

/** Tasks by the ids of their deliveries; a delivery without one is left out. In the transaction of a change: after it. */
export async function findTaskSnapshots(
  db: Kysely<DB>,
  accountId: string,
  deliveryIds: readonly string[],
): Promise<ReadonlyMap<string, TaskSnapshot>> {
  const { rows } = await sql<{ id: string; around: AroundTask }>`
    select t.delivery_id as id, ${sql.raw(aroundTask)} as around
    from task t join delivery d on d.account_id = t.account_id and d.id = t.delivery_id
    where t.account_id = ${accountId} and t.delivery_id = any(${deliveryIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, around }) => [id, toTaskSnapshot(around)]));
}

export function toTaskSnapshot({
  task,
  organisation: { platformId, ...organisation },
  ...rest
}: AroundTask): TaskSnapshot {
  const offerExpiresAt = toDate(rest.offerExpiresAt);
  return {
    organisationId: task.organisation_id,
    organisation,
    platformId,
    appId: task.app_id,
    creationGroup: task.creation_group,
    invoiceNumber: task.invoice_number,
    groupTag: task.group_tag,
    isUrgent: task.is_urgent,
    price: task.price,
    currency: task.currency,
    broadcastPreference: task.broadcast_preference,
    vehiclePreference: task.vehicle_preference,
    serviceType: task.service_type,
    distanceMetres: task.distance_metres,
    distanceByRoad: task.distance_by_road,
    attributes: task.attributes,
    createdAt: new Date(task.created_at),
    driver: rest.driver,
    offerExpiresAt,
    statuses: toStatuses(rest, offerExpiresAt),
    epod: toProof(rest),
  };
}

function toStatuses({ marks }: Pick<AroundTask, 'marks'>, offerExpiresAt: Date | null): readonly TaskStatus[] {
  return marks.reduce<readonly TaskStatus[]>((statuses, { occurredAt, reportedAt, ...mark }) => {
    const times = { occurredAt: new Date(occurredAt), reportedAt: toDate(reportedAt) };
    return withStatus(statuses, { ...mark, ...times }, offerExpiresAt);
  }, []);
}

const handedOver: readonly DeliveryState[] = ['delivered', 'partially_delivered', 'confirmed'];

function toProof({ proof, delivery }: Pick<AroundTask, 'proof' | 'delivery'>): TaskProof | null {
  const isOver = handedOver.includes(delivery.state);
  if (!proof && !isOver) return null;
  const { recipientName = null, notes = null, files = [] } = proof ?? {};
  return {
    recipientName: (isOver ? delivery.recipientName : null) ?? recipientName,
    notes,
    files,
    completedAt: isOver ? toDate(delivery.endedAt) : null,
  };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
