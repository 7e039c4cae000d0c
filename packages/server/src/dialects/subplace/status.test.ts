/** SUBPLACE's words: every state has one, and every word is read in any case. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fulfilmentStatuses } from '../../domain/subscription/fulfilment.ts';
import { billingCycles, fulfilmentKinds } from '../../domain/subscription/plan.ts';
import { cycleWords, deliveryWords, fromWord, kindWords, orderWords } from './status.ts';

it('reads the words that it writes, in any case, and no others', () => {
  for (const status of fulfilmentStatuses) assert.equal(fromWord(deliveryWords, deliveryWords[status].toUpperCase()), status); // prettier-ignore
  for (const kind of fulfilmentKinds) assert.equal(fromWord(kindWords, ` ${kindWords[kind].toLowerCase()} `), kind);
  for (const cycle of billingCycles) assert.equal(fromWord(cycleWords, cycleWords[cycle]), cycle);
  for (const word of ['', 'Pendin', 'toString', '__proto__']) assert.equal(fromWord(deliveryWords, word), null);
});

it('fits both of the document’s samples', () => {
  assert.deepEqual([orderWords.approved.fulfilment, orderWords.approved.plan], ['Paid', 'Approved']);
  const { order, overall, plan } = orderWords.paid;
  assert.deepEqual([order, overall, plan], ['Approved', 'New', 'Pending Approval']);
});
