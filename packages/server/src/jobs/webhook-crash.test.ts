/** What a sender leaves behind when it dies or stops. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import {
  forgetEndpoints,
  receiver,
  sending,
  until,
  webhookHouse,
  type WebhookHouse,
} from '../../test/webhook-house.ts';
import { countOf, idsOf } from '../../test/webhook-views.ts';
import { createEgress } from '../lib/egress/egress.ts';
import { claimMessages, type Claimed } from '../use-cases/webhook/claim-messages.ts';
import { recordAttempts } from '../use-cases/webhook/record-attempts.ts';
import { relayEvents } from '../use-cases/webhook/relay-events.ts';
import { send } from '../webhooks/send.ts';
import { writeBody } from '../webhooks/write-body.ts';
import { verdictOn } from './verdict.ts';

let house: WebhookHouse;

before(async () => (house = await webhookHouse({ webhookRetrySeconds: [0.3, 0.5, 0.7], webhookTimeoutMs: 700 })));
afterEach(() => forgetEndpoints(house));
after(() => house.database.close());

/** Claims as a process would that is about to die. */
function claim(leaseSeconds: number): Promise<Claimed[]> {
  return claimMessages(house.deps, { leaseSeconds, limit: 100, perEndpoint: 8, busy: [], failing: false });
}

test('R3: what a sender that died had claimed is sent again after the lease, under the same id', async (t) => {
  const good = await receiver(t);
  const { endpoint } = await house.addEndpoint({ url: good.url });
  await house.happen(house.deps.newId(), 1);
  await relayEvents(house.deps, writeBody);
  const [lost] = await claim(0.5);
  assert.ok(lost);
  const egress = createEgress({ privateUrls: true });
  t.after(() => egress.close());
  // the receiver has it, but nobody lives to record that
  const sent = await send(egress, lost, { timeoutMs: 500, now: house.deps.now });
  assert.equal(sent.outcome, 'delivered');
  assert.equal((await claim(30)).length, 0, 'the lease still holds');

  sending(t, house);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 1);
  assert.deepEqual(idsOf(good.received), [lost.id, lost.id]);
  // the dead come back: their verdict counts for nothing
  await recordAttempts(house.deps, [verdictOn(lost, { ...sent, outcome: 'retry' }, [1], 0.5)]);
  assert.equal(await countOf(house, endpoint.id, 'delivered'), 1);
  const row = await house.row(`select count(*)::int as n from webhook_attempt where message_id = '${lost.id}'`);
  assert.equal(row?.['n'], 1);
});

test('R13: a sender that stops hands back what did not end in time, untried and due at once', async (t) => {
  const silent = await receiver(t, () => {});
  const { endpoint } = await house.addEndpoint({ url: silent.url });
  const { stop } = sending(t, house, { graceMs: 50 });
  await house.happen(house.deps.newId(), 1);
  await until(() => silent.received.length === 1);
  const begun = performance.now();
  await stop();
  assert.ok(performance.now() - begun < 500);
  const row = await house.row(
    `select state, attempts, claimed_by, due_at <= now() as due from webhook_message where endpoint_id = '${endpoint.id}'`,
  );
  assert.deepEqual(row, { state: 'pending', attempts: 0, claimed_by: null, due: true });
});
