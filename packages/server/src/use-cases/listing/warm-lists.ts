/** Takes up the longest lists at a start, so that the first who asks does not wait for the database. */
import { findLongestLists } from '../../store/listing.ts';
import type { Deps } from '../deps.ts';

const most = 24;

/** One after another, until there is no more room. */
export async function warmLists({ db, lists }: Pick<Deps, 'db' | 'lists'>): Promise<void> {
  for (const { accountId, list, rows } of await findLongestLists(db.house, most)) {
    await lists.take(db.of(accountId), accountId, list, rows);
  }
}
