/** Reads what watchers of orders and trips are shown: for one request, or for all who watch at once. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { EventType } from '../../domain/event/event.ts';
import type { DB } from '../../store/schema.ts';
import {
  findTrackedEvents,
  findTrackedOrders,
  findTrackedTrips,
  type Sought,
  type TrackedEvent,
} from '../../store/tracking-page.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { orderMoments, toSight, toTrackedOrder, toTrackedTrip, tripMoments, type Sight, type Tracked } from './tracked.ts'; // prettier-ignore

export type TrackedKind = Tracked['kind'];

/** What is watched: an order by its number, or a trip by its name. */
export interface Target extends Sought {
  readonly kind: TrackedKind;
}

/** The newest of an order that comes and goes between couriers. */
const mostMoments = 50;

/** What one round of reading learned of a target: unchanged while `row` is the same text. */
export interface Look {
  readonly row: string;
  readonly sight: Sight;
}

/** @throws DomainError `delivery_not_found`, `trip_not_found` */
export async function readSight(deps: Pick<Deps, 'db'>, caller: Caller, kind: TrackedKind, name: string): Promise<Sight> {
  const target = { kind, accountId: caller.accountId, name };
  const [look] = await readLooks(deps.db.of(caller.accountId), [target], []);
  if (look) return look.sight;
  throw kind === 'order'
    ? new DomainError('delivery_not_found', 'There is no such order.')
    : new DomainError('trip_not_found', 'There is no such trip.');
} // prettier-ignore

/**
 * At most two statements for each kind, however many targets there are: their rows, and the history of those that have
 * changed since the look before.
 * @param before what the last round learned, by the targets' places
 * @returns by the targets' places; undefined for what the account does not have
 */
export async function readLooks(
  db: Kysely<DB>,
  targets: readonly Target[],
  before: readonly (Look | undefined)[],
): Promise<(Look | undefined)[]> {
  const looks: (Look | undefined)[] = Array.from(targets, () => undefined);
  const read = async <Row extends Named>(kind: TrackedKind, how: How<Row>) => {
    const places = [...targets.keys()].filter((place) => targets[place]?.kind === kind);
    if (places.length === 0) return;
    const found = await how.find(db, places.flatMap((place) => targets[place] ?? [])); // prettier-ignore
    const rows = found.map((row) => ({ row, text: JSON.stringify({ ...row, place: 0 }), at: places[row.place] ?? 0 }));
    const changed = rows.filter(({ text, at }) => before[at]?.row !== text);
    const moments = await momentsOf(db, changed.map(({ row }) => row), how.moments); // prettier-ignore
    for (const { at } of rows) looks[at] = before[at];
    for (const { row, text, at } of changed) {
      looks[at] = { row: text, sight: toSight(how.make(row, moments.get(row.id) ?? [])) };
    }
  };
  await read('order', { find: findTrackedOrders, make: toTrackedOrder, moments: orderMoments });
  await read('trip', { find: findTrackedTrips, make: toTrackedTrip, moments: tripMoments });
  return looks;
}

interface Named {
  readonly place: number;
  readonly account_id: string;
  readonly id: string;
}

interface How<Row> {
  readonly find: (db: Kysely<DB>, sought: readonly Sought[]) => Promise<readonly Row[]>;
  readonly make: (row: Row, events: readonly TrackedEvent[]) => Tracked;
  readonly moments: readonly EventType[];
}

async function momentsOf(
  db: Kysely<DB>,
  rows: readonly Named[],
  types: readonly EventType[],
): Promise<ReadonlyMap<string, readonly TrackedEvent[]>> {
  const byId = new Map<string, TrackedEvent[]>();
  if (rows.length === 0) return byId;
  const aggregates = rows.map((row) => ({ accountId: row.account_id, aggregateId: row.id }));
  for (const event of await findTrackedEvents(db, aggregates, types, mostMoments)) {
    const own = byId.get(event.aggregateId) ?? [];
    byId.set(event.aggregateId, own);
    own.push(event);
  }
  return byId;
}
