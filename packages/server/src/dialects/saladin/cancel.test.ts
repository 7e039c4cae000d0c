/** API #3 over HTTP: the document's sample, once and again, and when it is too late. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openSaladinHouse, submission, type Partner, type SaladinHouse } from '../../../test/saladin-house.ts';
import { signConcatenated } from '../../lib/body-signature.ts';

let house: SaladinHouse;
let partner: Partner;
before(async () => {
  house = await openSaladinHouse();
  partner = await house.partner();
});
after(() => house.close());

// an object of texts
const sample = fixture('saladin', 'cancel.response') as Record<string, string>;

async function insured(trackingNumber: string): Promise<string> {
  const { body } = await partner.ask('orders', submission({ tracking_number: trackingNumber }));
  return String(body['policy_id']);
}
const wish = (change: object) => ({
  tracking_number: 'string',
  canceled_by: 'string',
  cancellation_reason: 'string',
  cancellation_time: '2022-04-06T06:05:00.528Z',
  ...change,
});

it('answers the document’s sample, with the number and the signature that it really has', async () => {
  const number = await insured('string');
  const signature = signConcatenated(partner.secret, 'string', '15000');
  const expected = { ...sample, policy_id: number, signature, status: 'success', message: 'The policy is cancelled.' };
  const first = await partner.ask('cancel', wish({ policy_id: number }));
  assert.deepEqual(first, { status: 200, body: expected });
  assert.deepEqual(Object.keys(first.body), [...Object.keys(sample), 'status', 'message']);
  const again = wish({ policy_id: number, canceled_by: 'Lan', cancellation_reason: 'Sold out.' });
  assert.deepEqual(await partner.ask('cancel', again), { status: 200, body: expected });
});

it('cancels what is still at its sender, and nothing that is on its way or has arrived', async () => {
  for (const word of ['created', 'in_process', 'in_delivery', 'success', 'fail', 'in_return', 'returned']) {
    const policyId = await insured(word);
    await partner.ask('tracking', { tracking_number: word, delivery_status: word, tracking_time: 1_649_224_800 });
    const { status, body } = await partner.ask('cancel', wish({ tracking_number: word, policy_id: policyId }));
    const early = word === 'created' || word === 'in_process';
    const over = word === 'success' || word === 'returned';
    const message = over ? 'The policy has ended.' : 'The goods are on their way.';
    if (early) assert.equal(status, 200);
    else assert.deepEqual([status, body], [409, { status: 'error', message }], word);
  }
});

it('needs the policy’s own number, and answers another as a wrong signature', async () => {
  const wrong = { status: 401, body: { status: 'error', message: 'The signature is wrong.' } };
  const [one, other] = [await insured('ONE'), await insured('OTHER')];
  assert.deepEqual(await partner.ask('cancel', wish({ tracking_number: 'ONE', policy_id: other })), wrong);
  assert.deepEqual(await partner.ask('cancel', wish({ tracking_number: 'NONE', policy_id: one })), wrong);
  assert.deepEqual(await house.post('cancel', wish({ tracking_number: 'ONE', policy_id: one })), wrong);
  assert.equal((await partner.ask('cancel', wish({ tracking_number: 'ONE', policy_id: one }))).status, 200);
});

it('names what is missing or no time', async () => {
  const number = await insured('FIELDS');
  const body = wish({ tracking_number: 'FIELDS', policy_id: number });
  for (const name of Object.keys(body)) {
    const { status, body: said } = await partner.ask('cancel', { ...body, [name]: undefined });
    assert.deepEqual([status, said['message']], [400, `${name}: The field is missing.`]);
  }
  assert.equal((await partner.ask('cancel', { ...body, cancellation_time: 'now' })).status, 400);
});
