/** The order webhook at a partner's own server: a form, signed as the API's bodies are, and the same again on a retry. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, it } from 'node:test';
import { placeSubscription } from '../../../test/place-subscription.ts';
import type { Received } from '../../../test/receiver.ts';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import { receiver, startSending, until } from '../../../test/webhook-house.ts';
import { approveOrder, payOrder, terminateOrder } from '../../use-cases/subscription/move-order.ts';
import { createEndpoint } from '../../use-cases/webhook/create-endpoint.ts';

let house: SubplaceHouse;
before(async () => {
  house = await openSubplaceHouse();
});
after(() => house.close());

/** As the partner reads it. */
const read = ({ body }: Received) => {
  const { signature, order, ...rest } = Object.fromEntries(new URLSearchParams(body));
  return { signature, order: order ?? '', rest };
};

it('tells twice of an order, signed, and repeats to the byte what did not arrive', async (t) => {
  const partner = await receiver(t, (_, response, earlier) => response.writeHead(earlier === 0 ? 500 : 204).end());
  const deps = { ...house.deps, now: () => new Date(), settings: { ...house.deps.settings, webhookRetrySeconds: [0.1, 0.1] } }; // prettier-ignore
  await createEndpoint(deps, house.caller, {
    dialect: 'subplace',
    url: partner.url,
    events: null,
    contentType: 'json',
  });
  const sending = startSending({ deps });
  t.after(() => sending.stop());
  const both = { deps, caller: house.caller };
  const shown = async (number: string) => {
    const { body } = await house.ask('/order', { search_text: number });
    return JSON.stringify(body['order']);
  };

  const { id, number } = await placeSubscription(both);
  await payOrder(deps, house.caller, id);
  await until(() => partner.received.length === 2);
  const paid = await shown(number);
  await approveOrder(deps, house.caller, id);
  await until(() => partner.received.length === 3);
  const approved = await shown(number);
  await terminateOrder(deps, house.caller, id, null);
  const other = await placeSubscription(both);
  await payOrder(deps, house.caller, other.id);
  await until(() => partner.received.length === 4);

  // four by now
  const [failed, again, last, next] = partner.received as [Received, Received, Received, Received];
  assert.equal(again.body, failed.body);
  assert.equal(again.headers['webhook-id'], failed.headers['webhook-id']);
  for (const message of [again, last]) {
    const { signature, order, rest } = read(message);
    assert.match(String(message.headers['content-type']), /^application\/x-www-form-urlencoded\b/);
    assert.deepEqual(rest, {});
    assert.equal(signature, createHmac('sha256', house.pair.secret).update(`order=${order}`).digest('hex'));
  }
  assert.equal(read(again).order, paid, 'as the order list shows it');
  assert.match(paid, /"delivery":null/);
  assert.equal(read(last).order, approved);
  assert.match(approved, /"reference_no":"DO-MR1907-/);
  assert.equal(read(next).order, await shown(other.number), 'nobody is told that one has ended');
});
