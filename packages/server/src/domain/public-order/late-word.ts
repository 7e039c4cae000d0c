/** Which words of the platform come too late to say anything. It repeats a call until it is answered, and calls overtake. */
import type { PublicStatus } from './public-status.ts';

/** How far along the way a word is. An order that no longer includes a delivery is told at any time. */
const place = {
  AwaitingPayment: 1,
  Paid: 2,
  Processing: 3,
  Ready: 4,
  AwaitingPickup: 5,
  Cancelled: 6,
  Expired: 6,
  Delivering: 7,
  Problem: 7,
  Delivered: 8,
  Returning: 8,
  Confirmed: 9,
  Returned: 9,
  Unknown: 10,
} as const satisfies Record<PublicStatus, number>;

/** After a problem another carrier may be awaited; after `Unknown` anything may come. */
const floor: Readonly<Record<PublicStatus, number>> = { ...place, Problem: place.AwaitingPickup, Unknown: 0 };

/** @param last what was reported last; null: nothing yet. */
export function isLate(word: PublicStatus, last: PublicStatus | null): boolean {
  return last !== null && place[word] < floor[last];
}
