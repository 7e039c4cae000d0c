/** What waits for followers, as the account sees it. */
import { listFollowUps as selectFollowUps, unparkFollowUps, type FollowUpRow } from '../../store/follow-up.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

export type { FollowUpRow } from '../../store/follow-up.ts';

/** Rows that one request brings back. */
const most = 1000;

export interface FollowUpPage {
  readonly after: { readonly follower: string; readonly eventId: string } | null;
  /** `parked`: given up after its tries; null: both. */
  readonly state: 'waiting' | 'parked' | null;
  readonly limit: number;
}

/** In the order of followers and events. */
export async function listFollowUps(
  { db }: Pick<Deps, 'db'>,
  { accountId }: Caller,
  { after, state, limit }: FollowUpPage,
): Promise<FollowUpRow[]> {
  return selectFollowUps(db.of(accountId), accountId, { after, parked: state && state === 'parked', limit });
}

/** Has what was given up tried once more, a thousand at most. @returns how many */
export async function retryFollowUps(deps: Pick<Deps, 'db'>, caller: Caller): Promise<number> {
  return transact(deps, caller, (tx) => unparkFollowUps(tx, caller.accountId, most));
}
