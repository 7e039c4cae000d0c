/** SQL of what a haul adds to a trip. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Cancellation, Haulage } from '../domain/trip/haulage.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

export type HaulageRow = Selectable<DB['haulage']>;

export async function insertHaulage(tx: Kysely<DB>, haulage: Haulage): Promise<void> {
  await sql`insert into haulage select * from jsonb_populate_record(null::haulage, ${json(toJson(haulage))})`.execute(
    tx,
  );
}

/** What the trips haul, in no order; a trip that is no haul is left out. */
export async function findHaulages(db: Kysely<DB>, accountId: string, tripIds: readonly string[]): Promise<Haulage[]> {
  const { rows } = await sql<HaulageRow>`
    select * from haulage where account_id = ${accountId} and trip_id = any(${tripIds}::uuid[])`.execute(db);
  return rows.map(toHaulage);
}

/** Writes the haul of a trip that this transaction has locked. */
export async function saveHaulage(tx: Kysely<DB>, haulage: Haulage): Promise<void> {
  await sql`
    update haulage h set
      goods_kind = n.goods_kind, origin = n.origin, destination = n.destination, transport_mode = n.transport_mode,
      lorry_receipt = n.lorry_receipt, flight_number = n.flight_number, train_number = n.train_number,
      waybill_number = n.waybill_number, seal_number = n.seal_number, weight_grams = n.weight_grams,
      volume_mm3 = n.volume_mm3, units = n.units, reporting_at = n.reporting_at, notes = n.notes,
      driver_id = n.driver_id, cancel_reason_code = n.cancel_reason_code, cancel_reason = n.cancel_reason,
      cancelled_at = n.cancelled_at
    from jsonb_populate_record(null::haulage, ${json(toJson(haulage))}) n
    where h.account_id = n.account_id and h.trip_id = n.trip_id`.execute(tx);
}

/** Keeps whoever drives this haul from being deleted until the transaction ends. */
export async function holdDriverOf(tx: Kysely<DB>, accountId: string, tripId: string): Promise<void> {
  await sql`
    select 1 from driver where account_id = ${accountId}
      and id = (select driver_id from haulage where account_id = ${accountId} and trip_id = ${tripId})
    for share`.execute(tx);
}

export function toHaulage(row: HaulageRow): Haulage {
  return {
    accountId: row.account_id,
    tripId: row.trip_id,
    goodsKind: row.goods_kind,
    origin: row.origin,
    destination: row.destination,
    // a check in the database keeps it to the words of the domain
    transportMode: row.transport_mode as Haulage['transportMode'],
    lorryReceipt: row.lorry_receipt,
    flightNumber: row.flight_number,
    trainNumber: row.train_number,
    waybillNumber: row.waybill_number,
    sealNumber: row.seal_number,
    weightGrams: row.weight_grams,
    volumeMm3: row.volume_mm3,
    units: row.units,
    reportingAt: row.reporting_at,
    notes: row.notes,
    driverId: row.driver_id,
    cancellation: toCancellation(row),
  };
}

function toCancellation(row: HaulageRow): Cancellation | null {
  const { cancel_reason_code: reasonCode, cancel_reason: reason, cancelled_at: at } = row;
  return reasonCode === null || at === null ? null : { reasonCode, reason, at };
}

function toJson(haulage: Haulage): Record<string, unknown> {
  return {
    account_id: haulage.accountId,
    trip_id: haulage.tripId,
    goods_kind: haulage.goodsKind,
    origin: haulage.origin,
    destination: haulage.destination,
    transport_mode: haulage.transportMode,
    lorry_receipt: haulage.lorryReceipt,
    flight_number: haulage.flightNumber,
    train_number: haulage.trainNumber,
    waybill_number: haulage.waybillNumber,
    seal_number: haulage.sealNumber,
    weight_grams: haulage.weightGrams,
    volume_mm3: haulage.volumeMm3,
    units: haulage.units,
    reporting_at: haulage.reportingAt,
    notes: haulage.notes,
    driver_id: haulage.driverId,
    cancel_reason_code: haulage.cancellation?.reasonCode ?? null,
    cancel_reason: haulage.cancellation?.reason ?? null,
    cancelled_at: haulage.cancellation?.at ?? null,
  };
}
