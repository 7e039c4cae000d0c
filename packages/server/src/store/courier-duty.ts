/** SQL of couriers' duty. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Duty } from '../domain/courier/duty.ts';
import type { LatLng } from '../domain/geo.ts';
import type { DB } from './schema.ts';

/** A courier's duty with where he was seen last. */
export interface DutyNow {
  /** Null: he was never on duty, and nobody has set it. */
  readonly duty: Duty | null;
  /** Of his phone or his vehicle's device, whichever spoke last. */
  readonly lastFix: (LatLng & { readonly recordedAt: Date }) | null;
  /** That of his phone. */
  readonly trackerId: string | null;
}

type DutyRow = Partial<Selectable<DB['courier_duty']>> & {
  readonly tracker_id: string | null;
  readonly latest_lat: number | null;
  readonly latest_lng: number | null;
  readonly latest_at: Date | null;
};

/** @returns null for a courier whom the account does not have. */
export async function findDuty(db: Kysely<DB>, accountId: string, courierId: string): Promise<DutyNow | null> {
  const { rows } = await sql<DutyRow>`
    select y.*, c.tracker_id, k.latest_lat, k.latest_lng, k.latest_at
    from courier c
    left join courier_duty y on y.account_id = c.account_id and y.courier_id = c.id
    left join vehicle v on v.account_id = c.account_id and v.id = c.vehicle_id
    left join lateral (
      select k.latest_lat, k.latest_lng, k.latest_at from tracker k
      where k.account_id = c.account_id and k.id in (c.tracker_id, v.tracker_id) and k.latest_at is not null
      order by k.latest_at desc limit 1
    ) k on true
    where c.account_id = ${accountId} and c.id = ${courierId}`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { latest_lat: lat, latest_lng: lng, latest_at: recordedAt } = row;
  const lastFix = lat === null || lng === null || recordedAt === null ? null : { lat, lng, recordedAt };
  return { duty: toDuty(row), lastFix, trackerId: row.tracker_id };
}

function toDuty(row: DutyRow): Duty | null {
  const { account_id: accountId, courier_id: courierId, vehicle_kind: vehicleKind, updated_at: updatedAt } = row;
  if (!accountId || !courierId || !vehicleKind || !updatedAt) return null;
  return {
    accountId,
    courierId,
    organisationId: row.organisation_id ?? null,
    // checks in the database keep these columns to the words of the domain
    vehicleKind: vehicleKind as Duty['vehicleKind'],
    emissionsType: row.emissions_type as Duty['emissionsType'],
    marine: row.marine ?? false,
    squads: row.squads ?? [],
    onDutySince: row.on_duty_since ?? null,
    updatedAt,
  };
}

/** The courier until the transaction ends: who goes on duty and who sets it take turns. */
export async function lockCourier(tx: Kysely<DB>, accountId: string, courierId: string): Promise<void> {
  await sql`select 1 from courier where account_id = ${accountId} and id = ${courierId} for no key update`.execute(tx);
}

export async function saveDuty(tx: Kysely<DB>, duty: Duty): Promise<void> {
  const values = {
    organisation_id: duty.organisationId,
    vehicle_kind: duty.vehicleKind,
    emissions_type: duty.emissionsType,
    marine: duty.marine,
    squads: [...duty.squads],
    on_duty_since: duty.onDutySince,
    updated_at: duty.updatedAt,
  };
  await tx
    .insertInto('courier_duty')
    .values({ account_id: duty.accountId, courier_id: duty.courierId, ...values })
    .onConflict((conflict) => conflict.columns(['account_id', 'courier_id']).doUpdateSet(values))
    .execute();
}

/** Makes the tracker that of the courier's phone, unless he has one. */
export async function giveTracker(
  tx: Kysely<DB>,
  accountId: string,
  courierId: string,
  trackerId: string,
): Promise<void> {
  await tx
    .updateTable('courier')
    .set({ tracker_id: trackerId })
    .where('account_id', '=', accountId)
    .where('id', '=', courierId)
    .where('tracker_id', 'is', null)
    .execute();
}
