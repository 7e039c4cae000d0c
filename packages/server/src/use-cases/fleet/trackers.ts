/** Trackers: devices that tell where they are. */
import type { Kysely } from 'kysely';
import type { Account } from '../../domain/account/account.ts';
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Tracker, TrackerKind } from '../../domain/tracking/tracker.ts';
import type { DB } from '../../store/schema.ts';
import { findTracker, findTrackerByCode, insertTracker, listTrackers as selectTrackers } from '../../store/tracker.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** @throws DomainError `duplicate` when the account has the code already. */
export async function createTracker(
  deps: Deps,
  caller: Caller,
  draft: { readonly code: string; readonly kind: TrackerKind },
): Promise<Tracker> {
  const tracker: Tracker = {
    ...draft,
    accountId: caller.accountId,
    id: deps.newId(),
    latest: null,
    createdAt: deps.now(),
  };
  return transact(deps, caller, async (tx) => {
    if (!(await insertTracker(tx, tracker))) {
      throw duplicate('code', `There is a tracker ${draft.code} already.`, 'It is taken.');
    }
    return tracker;
  });
}

/** @throws DomainError `tracker_not_found` */
export async function getTracker(deps: Deps, { accountId }: Caller, id: string): Promise<Tracker> {
  const tracker = await findTracker(deps.db.of(accountId), accountId, id);
  if (!tracker) throw new DomainError('tracker_not_found', 'There is no such tracker.');
  return tracker;
}

export async function listTrackers(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Tracker[]> {
  return selectTrackers(deps.db.of(accountId), accountId, page);
}

/**
 * The tracker with this code; made on the way when the account's setting `autoCreateReferences` is on.
 * @throws DomainError `tracker_not_found`
 */
export async function requireTracker(
  deps: Deps,
  db: Kysely<DB>,
  account: Account,
  code: string,
  kind: TrackerKind = 'device',
): Promise<string> {
  const found = await findTrackerByCode(db, account.id, code);
  if (found) return found.id;
  if (!account.settings.autoCreateReferences) {
    throw new DomainError('tracker_not_found', `There is no tracker ${code}.`, [
      { path: 'trackerCode', message: 'It is unknown.' },
    ]);
  }
  await insertTracker(db, { accountId: account.id, id: deps.newId(), code, kind, createdAt: deps.now() });
  const made = await findTrackerByCode(db, account.id, code);
  if (!made) throw new DomainError('tracker_not_found', `There is no tracker ${code}.`);
  return made.id;
}
