/** SQL that reads deliveries with all that partners and operators ask of them, in one statement. */
import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely';
import type { Delivery } from '../domain/delivery/delivery.ts';
import type { DeliveryState } from '../domain/delivery/delivery-state.ts';
import type { TripSummary } from '../domain/event/event.ts';
import type { LatLng } from '../domain/geo.ts';
import type { Stop } from '../domain/trip/trip.ts';
import { packagesOfD, toDelivery, toLatLng, type DeliveryRow } from './delivery-row.ts';
import { pageOfIds, type DeliverySearch } from './delivery-search.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';
import { toStop } from './stop.ts';

/** A delivery with its trip, its last stop on each leg, and what else is known around it. */
export interface DeliveryView extends Delivery {
  readonly accountName: string;
  readonly trip: (TripSummary & { readonly startedAt: Date | null }) | null;
  readonly pickupStop: Stop | null;
  readonly dropoffStop: Stop | null;
  /** Files of all its proofs. */
  readonly proofFiles: number;
  readonly hubPosition: LatLng | null;
}

type ViewRow = DeliveryRow & {
  readonly account_name: string;
  readonly trip_name: string | null;
  readonly trip_started_at: Date | null;
  readonly trip_assigned_by: TripSummary['assignedBy'] | null;
  readonly trip_driver_name: string | null;
  readonly courier_name: string | null;
  readonly courier_phone: string | null;
  readonly vehicle_number: string | null;
  readonly proof_files: number;
  readonly hub_lat: number | null;
  readonly hub_lng: number | null;
  readonly pickup_stop: Selectable<DB['stop']> | null;
  readonly dropoff_stop: Selectable<DB['stop']> | null;
};

/** Deliveries that match any clause, oldest order first. */
export async function searchDeliveries(
  db: Kysely<DB>,
  accountId: string,
  search: DeliverySearch,
): Promise<DeliveryView[]> {
  return select(db, accountId, sql`d.id = any(${pageOfIds(accountId, search)})`, sql`order by d.id`);
}

/** All deliveries with exactly this order number: forward and reverse, each with its legs. */
export async function findByNumber(db: Kysely<DB>, accountId: string, orderNumber: string): Promise<DeliveryView[]> {
  return select(db, accountId, sql`d.order_number = ${orderNumber}`, sql`order by d.id limit 100`);
}

export async function findView(db: Kysely<DB>, accountId: string, id: string): Promise<DeliveryView | null> {
  const [view] = await select(db, accountId, sql`d.id = ${id}`, sql``);
  return view ?? null;
}

/** Deliveries before the cursor, newest first. */
export async function listViews(
  db: Kysely<DB>,
  accountId: string,
  filter: {
    readonly before: string | null;
    readonly limit: number;
    readonly state: DeliveryState | null;
    readonly orderNumber: string | null;
  },
): Promise<DeliveryView[]> {
  const parts = [
    sql`d.id < ${filter.before ?? afterAll}::uuid`,
    ...(filter.state === null ? [] : [sql`d.state = ${filter.state}`]),
    ...(filter.orderNumber === null ? [] : [sql`d.order_number = ${filter.orderNumber}`]),
  ];
  const where = sql.join(parts, sql` and `);
  return select(db, accountId, where, sql`order by d.id desc limit ${filter.limit}`);
}

async function select(
  db: Kysely<DB>,
  accountId: string,
  where: RawBuilder<unknown>,
  page: RawBuilder<unknown>,
): Promise<DeliveryView[]> {
  const { rows } = await sql<ViewRow>`
    select d.*, ${sql.raw(packagesOfD)} as packages,
      a.name as account_name,
      t.name as trip_name, t.started_at as trip_started_at, t.assigned_by as trip_assigned_by,
      coalesce(t.driver_name, c.name) as trip_driver_name,
      c.name as courier_name, c.phone as courier_phone, v.number as vehicle_number,
      h.lat as hub_lat, h.lng as hub_lng,
      (select count(*)::int from proof p join proof_file f on f.account_id = p.account_id and f.proof_id = p.id
       where p.account_id = d.account_id and p.delivery_id = d.id) as proof_files,
      (select to_jsonb(s) from stop s where s.account_id = d.account_id and s.delivery_id = d.id and s.leg = 'pickup'
       order by s.id desc limit 1) as pickup_stop,
      (select to_jsonb(s) from stop s where s.account_id = d.account_id and s.delivery_id = d.id and s.leg = 'dropoff'
       order by s.id desc limit 1) as dropoff_stop
    from delivery d
    join account a on a.id = d.account_id
    left join trip t on t.account_id = d.account_id and t.id = d.trip_id
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    left join hub h on h.account_id = d.account_id and h.code = d.distribution_centre
    where d.account_id = ${accountId} and ${where}
    ${page}`.execute(db);
  return rows.map(toView);
}

function toView(row: ViewRow): DeliveryView {
  return {
    ...toDelivery(row),
    accountName: row.account_name,
    trip:
      row.trip_id !== null && row.trip_name !== null && row.trip_assigned_by !== null
        ? {
            id: row.trip_id,
            name: row.trip_name,
            courierName: row.courier_name,
            courierPhone: row.courier_phone,
            driverName: row.trip_driver_name,
            vehicleNumber: row.vehicle_number,
            assignedBy: row.trip_assigned_by,
            startedAt: row.trip_started_at,
          }
        : null,
    pickupStop: row.pickup_stop && toStop(revived(row.pickup_stop)),
    dropoffStop: row.dropoff_stop && toStop(revived(row.dropoff_stop)),
    proofFiles: row.proof_files,
    hubPosition: toLatLng(row.hub_lat, row.hub_lng),
  };
}

/** A stop that came as JSON has its instants as text. */
function revived(stop: Selectable<DB['stop']>): Selectable<DB['stop']> {
  const instant = (value: Date | null) => (value === null ? null : new Date(value));
  return {
    ...stop,
    planned_arrival: instant(stop.planned_arrival),
    planned_departure: instant(stop.planned_departure),
    accepted_at: instant(stop.accepted_at),
    arrived_at: instant(stop.arrived_at),
    left_at: instant(stop.left_at),
    expected_arrival: instant(stop.expected_arrival),
    fence_entered_at: instant(stop.fence_entered_at),
    fence_left_at: instant(stop.fence_left_at),
  };
}
