/** SQL that finds deliveries by their states and dates, each date by an index of its own. */
import { sql, type RawBuilder } from 'kysely';
import type { Service } from '../domain/delivery/delivery.ts';
import { idsMadeBetween } from './keyset.ts';
import { matchesAny, type StateClause } from './state-clause.ts';

/** The instant that a search compares with its range. */
export type SearchedDate = 'window' | 'started' | 'picked_up' | 'ended' | 'cancelled';

/** Deliveries in some of these states whose date lies in the range of the search. */
export interface SearchClause extends StateClause {
  readonly date: SearchedDate;
}

export interface DeliverySearch {
  readonly anyOf: readonly SearchClause[];
  readonly from: Date;
  readonly until: Date;
  /** Only deliveries that were ordered under it. */
  readonly service?: Service | undefined;
  readonly limit: number;
  readonly offset: number;
}

/**
 * The ids of a page of deliveries that match any clause, oldest first, as an array. What could be one condition with ORs
 * is a union: of an OR over two tables the planner can make nothing but a walk through all that the account has.
 * Reads what lies in the range, whatever the page.
 */
export function pageOfIds(accountId: string, search: DeliverySearch): RawBuilder<unknown> {
  const ofService = search.service === undefined ? sql`` : sql` and d.service = ${search.service}`;
  const parts = Object.entries(waysTo(accountId, search)).flatMap(([date, ways]) => {
    const clauses = search.anyOf.filter((clause) => clause.date === date);
    if (clauses.length === 0) return [];
    return ways.map(
      (way) => sql`select d.id from delivery d
        where d.account_id = ${accountId} and ${way} and ${matchesAny(clauses)}${ofService}`,
    );
  });
  // materialized, or of a single part the planner may walk through the account in the order of the ids instead
  return sql`array(
    with found as materialized (${sql.join(parts, sql` union `)})
    select id from found order by id limit ${search.limit} offset ${search.offset}
  )`;
}

/** The conditions under which a date of delivery `d` lies in the range: any of them will do, and each has its index. */
function waysTo(
  accountId: string,
  { from, until, service }: DeliverySearch,
): Record<SearchedDate, readonly RawBuilder<unknown>[]> {
  const within = (column: string) => sql`${sql.ref(column)} between ${from} and ${until}`;
  const [least, greatest] = idsMadeBetween(from, until);
  // an order under a service may have no window: it is found by when it was taken, which a range of ids says by an index.
  // For all deliveries that would read every one of the time
  const taken = sql`d.id between ${least}::uuid and ${greatest}::uuid and ${within('d.created_at')}
    and num_nonnulls(d.dropoff_from, d.dropoff_until, d.pickup_from, d.pickup_until) = 0`;
  return {
    // of the leg that comes first; under a service from the pickup to the drop-off
    window: [
      sql`${within('d.dropoff_from')} and d.legs = 'dropoff'`,
      sql`${within('d.dropoff_until')} and (d.legs = 'dropoff' or d.legs = 'both' and d.service is not null)`,
      sql`${within('d.pickup_from')} and d.legs <> 'dropoff'`,
      sql`${within('d.pickup_until')} and (d.legs = 'pickup' or d.legs = 'both' and d.service is null)`,
      ...(service === undefined ? [] : [taken]),
    ],
    started: [
      sql`d.trip_id = any(array(
        select t.id from trip t where t.account_id = ${accountId} and ${within('t.started_at')}
      ))`,
    ],
    picked_up: [within('d.picked_up_at')],
    ended: [within('d.ended_at')],
    cancelled: [within('d.cancelled_at')],
  };
}
