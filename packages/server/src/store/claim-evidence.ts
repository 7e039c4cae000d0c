/** SQL of where goods were when something happened to them. */
import { sql, type Kysely } from 'kysely';
import type { LatLng } from '../domain/geo.ts';
import type { DB } from './schema.ts';
import { sinceStartOfT } from './since-start.ts';

export interface Fix extends LatLng {
  readonly at: Date;
}

/**
 * Fixes of the devices aboard a trip while it was under way: the newest of the stretch, oldest first. Where a device is
 * before and after its trip is nobody's business.
 */
export async function listFixesAboard(
  db: Kysely<DB>,
  accountId: string,
  tripId: string,
  { from, until, limit }: { readonly from: Date; readonly until: Date; readonly limit: number },
): Promise<Fix[]> {
  const { rows } = await sql<Fix>`
    select f.recorded_at as at, f.lat, f.lng
    from trip t
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    join position f on f.account_id = t.account_id
      and f.tracker_id = any(array_remove(array[t.tracker_id, c.tracker_id, v.tracker_id], null))
      and f.recorded_at >= ${from} and f.recorded_at <= ${until}
      and f.recorded_at >= ${sinceStartOfT} and (t.ended_at is null or f.recorded_at <= t.ended_at)
    where t.account_id = ${accountId} and t.id = ${tripId}
    order by f.recorded_at desc limit ${limit}`.execute(db);
  return rows.toReversed();
}
