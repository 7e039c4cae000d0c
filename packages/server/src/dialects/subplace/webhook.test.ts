/** The order webhook at a partner's own server: a form, signed as the API's bodies are, and the same again on a retry. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, it } from 'node:test';
import { paidSubscription } from '../../../test/draft-subscription.ts';
import type { Received } from '../../../test/receiver.ts';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import { receiver, startSending, until } from '../../../test/webhook-house.ts';
import { orderEvent, type SubscriptionView } from '../../domain/subscription/events.ts';
import { recordEvents } from '../../use-cases/record-events.ts';
import { createEndpoint } from '../../use-cases/webhook/create-endpoint.ts';
import { toOrder } from './order-view.ts';

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
  const happen = (type: Parameters<typeof orderEvent>[0], view: SubscriptionView) =>
    deps.db.of(house.caller.accountId).transaction().execute((tx) => recordEvents(deps, tx, house.caller, [orderEvent(type, view)])); // prettier-ignore

  const approved = await house.subscribe();
  const { accountId, id, storeId, planId, variationId, subscriberId } = approved.order;
  const paid = { ...paidSubscription({ storeId, planId, variationId, subscriberId }), accountId, id };
  await happen('subscription_order.paid', { ...approved, order: paid, fulfilment: null });
  await until(() => partner.received.length === 2);
  await happen('subscription_order.approved', approved);
  await until(() => partner.received.length === 3);

  // three by now
  const [failed, again, last] = partner.received as [Received, Received, Received];
  assert.equal(again.body, failed.body);
  assert.equal(again.headers['webhook-id'], failed.headers['webhook-id']);
  for (const message of [again, last]) {
    const { signature, order, rest } = read(message);
    assert.match(String(message.headers['content-type']), /^application\/x-www-form-urlencoded\b/);
    assert.deepEqual(rest, {});
    assert.equal(signature, createHmac('sha256', house.pair.secret).update(`order=${order}`).digest('hex'));
  }
  assert.equal(read(again).order, JSON.stringify([toOrder({ ...approved, order: paid, fulfilment: null })]));
  const { body } = await house.ask('/order', { search_text: 'SO-7486' });
  assert.equal(read(last).order, JSON.stringify(body['order']), 'as the order list shows it');
});
