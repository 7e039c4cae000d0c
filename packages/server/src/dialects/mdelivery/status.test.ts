/** The fourteen words of MDelivery's table, and the fifteenth of its sample. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { publicStatuses } from '../../domain/public-order/public-status.ts';
import { fromStatusWord, statusWords, toStatusWord } from './status.ts';

test('every word is read, to the letter, and written as it was read', () => {
  assert.equal(publicStatuses.length, 14);
  for (const word of publicStatuses) {
    assert.equal(fromStatusWord(word), word);
    assert.equal(toStatusWord(word, 'enum'), word);
  }
  for (const word of ['paid', 'PAID', ' Paid', 'Canceled', 'Waiting', ''])
    assert.equal(fromStatusWord(word), null, word);
});

test('the sample’s spelling of the first status is read, and written where the account wants it', () => {
  const { status } = fixture('mdelivery', 'get-order-details.response') as { status: string };
  assert.equal(status, 'AwaytingPayment');
  assert.equal(fromStatusWord(status), 'AwaitingPayment');
  assert.equal(toStatusWord('AwaitingPayment', 'sample'), status);
  assert.deepEqual(publicStatuses.filter((word) => toStatusWord(word, 'sample') !== word), ['AwaitingPayment']); // prettier-ignore
  assert.equal(statusWords.length, 15);
});
