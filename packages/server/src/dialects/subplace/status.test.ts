/** SUBPLACE's words, where the document shows them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { orderWords } from './status.ts';

it('fits both of the document’s samples', () => {
  assert.deepEqual([orderWords.approved.fulfilment, orderWords.approved.plan], ['Paid', 'Approved']);
  const { order, overall, plan } = orderWords.paid;
  assert.deepEqual([order, overall, plan], ['Approved', 'New', 'Pending Approval']);
});
