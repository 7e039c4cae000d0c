/** Words that overtake one another. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isLate } from './late-word.ts';
import { publicStatuses, type PublicStatus } from './public-status.ts';

/** What comes too late after each word. */
const late: Readonly<Record<PublicStatus, string>> = {
  Unknown: '',
  AwaitingPayment: '',
  Paid: 'AwaitingPayment',
  Processing: 'AwaitingPayment Paid',
  Ready: 'AwaitingPayment Paid Processing',
  AwaitingPickup: 'AwaitingPayment Paid Processing Ready',
  Cancelled: 'AwaitingPayment Paid Processing Ready AwaitingPickup',
  Expired: 'AwaitingPayment Paid Processing Ready AwaitingPickup',
  Delivering: 'AwaitingPayment Paid Processing Cancelled Expired Ready AwaitingPickup',
  Problem: 'AwaitingPayment Paid Processing Ready',
  Delivered: 'AwaitingPayment Paid Processing Cancelled Expired Ready AwaitingPickup Delivering Problem',
  Returning: 'AwaitingPayment Paid Processing Cancelled Expired Ready AwaitingPickup Delivering Problem',
  Confirmed: 'AwaitingPayment Paid Processing Cancelled Expired Ready AwaitingPickup Delivering Delivered Problem Returning',
  Returned: 'AwaitingPayment Paid Processing Cancelled Expired Ready AwaitingPickup Delivering Delivered Problem Returning',
}; // prettier-ignore

for (const last of publicStatuses) {
  it(`knows what comes too late after ${last}`, () => {
    assert.equal(publicStatuses.filter((word) => isLate(word, last)).join(' '), late[last]);
  });
}

it('takes the first word, whatever it is, and each word once more', () => {
  for (const word of publicStatuses) assert.ok(!isLate(word, null) && !isLate(word, word), word);
});
