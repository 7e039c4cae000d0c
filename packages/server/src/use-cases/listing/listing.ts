/** Finds a page of what a partner lists: fulfilments, orders or bills of an account. */
import { searchListing, type ListingFilter, type ListingPage } from '../../store/listing.ts';
import type { Deps } from '../deps.ts';
import { searchable } from './searchable.ts';

export interface Wanted extends ListingFilter {
  /** As the partner has typed it. */
  readonly search: string | null;
  /** 1 for the first. */
  readonly page: number;
  readonly size: number;
}

/** What a list is found with. */
export type ListDeps = Pick<Deps, 'db' | 'lists'>;

/** Newest first. A page beyond the last is empty, and knows the total all the same. */
export async function list({ db, lists }: ListDeps, accountId: string, wanted: Wanted): Promise<ListingPage> {
  const { page, size, search, ...rest } = wanted;
  const filter = { ...rest, search: search === null || search === '' ? null : searchable(search) };
  const place = { skip: (page - 1) * size, size };
  const own = db.of(accountId);
  const known = await lists.search(own, accountId, filter, place);
  if (known) return known;
  const { rows, ...found } = await searchListing(own, accountId, filter, place);
  // for the questions that follow; this one has its answer
  void lists.take(own, accountId, filter.list, rows);
  return found;
}
