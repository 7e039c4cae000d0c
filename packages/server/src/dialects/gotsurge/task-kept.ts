/** Pure: what a partner sends with a task and the core only gives back. */
import type { Fault } from '../../domain/errors.ts';
import { coreKeys, toldKeys } from './schemas/new-task.ts';
import { detailKeys } from './schemas/task-detail.ts';
import type { Bag } from './task-places.ts';

/** Characters of one task's JSON: it stands in each of its events. */
const most = 64_000;

const ours = new Set(coreKeys);
const told = new Set(toldKeys);
/** What we say of a task: a partner who sends our answer back means nothing by them. */
const shownOnly = new Set([...detailKeys, 'epod', 'version_rev'].filter((key) => !told.has(key) || key === 'epod' || key === 'version_rev')); // prettier-ignore
const windows = new Set(['from_time_window', 'to_time_window']);

/** Null for a field that we know says nothing; any other key is the partner's own. */
export function toKept(body: Bag): Bag {
  const entries = Object.entries(body).filter(
    ([key, value]) => !ours.has(key) && !shownOnly.has(key) && (value !== null || !told.has(key)),
  );
  return Object.fromEntries(entries.flatMap(([key, value]) => (windows.has(key) ? windowRest(key, value) : [[key, value]]))); // prettier-ignore
}

/** The instants of a window are the core's. */
function windowRest(key: string, value: unknown): [string, unknown][] {
  const rest = Object.entries(Object(value) as Bag).filter(([name]) => !/^(start|end)_time_utc$/.test(name));
  return rest.length > 0 ? [[key, Object.fromEntries(rest)]] : [];
}

export function checkSize(faults: Fault[], path: string, kept: Bag): void {
  const length = JSON.stringify(kept).length;
  if (length > most) faults.push({ path, message: `The task has ${length} characters; at most ${most} are taken.` });
}

/** What is shown after the documented fields. */
export function furtherOf(kept: Bag, keys: readonly string[]): Bag {
  const known = new Set([...detailKeys, ...keys, ...told]);
  const documented = keys.flatMap((key) => (Object.hasOwn(kept, key) ? [[key, kept[key]] as const] : []));
  const others = Object.entries(kept).filter(([key]) => !known.has(key));
  return Object.fromEntries([...documented, ...others]);
}
