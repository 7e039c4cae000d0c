/** The fleet by sorts: vehicles that differ in nothing that matters to a shipment. */
import type { Problem, Vehicle } from '../problem.ts';
import type { Tour } from './tour.ts';

export interface Sort {
  /** One of it with nothing to do, not even what it is committed to. */
  readonly empty: Tour;
  /** One of it that stands still; null: all are in use. */
  readonly idle: Tour | null;
}

export function sortFleet({ vehicles, shipments }: Problem, running: readonly Tour[]): Sort[] {
  const names = new Set(running.map(({ name }) => name));
  const pinned = new Set(shipments.flatMap(({ vehicles: only = [] }) => only));
  const sorts = new Map<string, Sort>();
  for (const vehicle of vehicles) {
    const { id, count: _count, committed = [], ...rest } = vehicle;
    const key = JSON.stringify([Object.entries(rest).toSorted(byKey), pinned.has(id) ? id : '']);
    const known = sorts.get(key);
    if (known !== undefined && known.idle !== null) continue;
    const free: Vehicle = { id, ...rest };
    const name = committed.length > 0 ? null : idleName(vehicle, names);
    const idle = name === null ? null : { name, vehicle: free, calls: [] };
    sorts.set(key, { empty: idle ?? known?.empty ?? { name: id, vehicle: free, calls: [] }, idle });
  }
  return [...sorts.values()];
}

function idleName({ id, count = 1 }: Vehicle, taken: ReadonlySet<string>): string | null {
  if (count === 1) return taken.has(id) ? null : id;
  for (let copy = 1; copy <= count; copy++) if (!taken.has(`${id}#${copy}`)) return `${id}#${copy}`;
  return null;
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);
