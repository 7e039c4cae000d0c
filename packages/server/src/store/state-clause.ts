/** SQL of the filters that ask for deliveries by their states. */
import { sql, type RawBuilder } from 'kysely';
import type { DeliveryState } from '../domain/delivery/delivery-state.ts';

/** Deliveries in some of these states. */
export interface StateClause {
  readonly states: readonly DeliveryState[];
  /** Only deliveries with, or only those without, a pickup leg. */
  readonly withPickup?: boolean;
}

/** Whether delivery `d` matches one of the clauses, of which there is one at least. */
export function matchesAny(clauses: readonly StateClause[]): RawBuilder<unknown> {
  return sql`(${sql.join(clauses.map(matches), sql` or `)})`;
}

function matches({ states, withPickup }: StateClause): RawBuilder<unknown> {
  const legs = withPickup === undefined ? sql`true` : sql`(d.legs <> 'dropoff') = ${withPickup}`;
  return sql`(d.state = any(${states}::text[]) and ${legs})`;
}
