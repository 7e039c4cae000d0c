/** Our two sides of insurance against each other: one account has its deliveries insured by another, over real connections. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { native } from '../src/dialects/native/index.ts';
import { saladin } from '../src/dialects/saladin/index.ts';
import { insureWith, type InsuredHouse } from './insurer-house.ts';
import { elements, openNativeHouse, type Json, type NativeClient, type NativeHouse } from './native-house.ts';
import { startProviderServer, type ProviderAnswer, type ProviderServer } from './provider-server.ts';

let house: NativeHouse;
let origin = '';
/** Who has deliveries insured. */
let sender: InsuredHouse;
/** Who insures them. */
let insurer: NativeClient;
/** A line to the insurer that fails when a test wants it. */
let line: ProviderServer;

/** An account that insures goods worth up to 40,000 INR. @returns the token of its partner */
async function insure(client: NativeClient): Promise<string> {
  await client.make('/insurance-products', {
    code: 'ahasme',
    numberPrefix: 'AHA',
    currency: 'INR',
    name: 'Delivery insurance',
    leastValue: 1000,
    mostValue: 4_000_000,
    premium: { ppm: 5000, minimum: 5000, maximum: null, step: 100 },
    checkPremium: true,
    coverage: 'Loss and damage.',
    validDays: 30,
    claimDays: 15,
  });
  return String((await client.make('/credentials', { dialect: 'saladin', label: 'Sender' }))['secret']);
}

before(async () => {
  line = await startProviderServer();
  const both = [native, saladin];
  house = await openNativeHouse({ dialects: both, doors: both, publicUrl: () => origin });
  origin = await house.app.listen({ host: '127.0.0.1', port: 0 });
  insurer = await house.client();
  const client = await house.client({ autoCreateReferences: true });
  sender = await insureWith(house, client, { baseUrl: `${origin}/saladin`, token: await insure(insurer) });
});
after(async () => {
  await line.close();
  await house.close();
});

const passes: ProviderAnswer = (asked, response) => void ask(asked).then(({ status, text }) => response.writeHead(status).end(text)); // prettier-ignore
const isAway: ProviderAnswer = (_asked, response) => void response.destroy();
/** Heard, and the answer does not come through. */
const losesAnswers: ProviderAnswer = (asked, response) => void ask(asked).then(() => response.destroy());
/** Heard twice at once. */
const doubles: ProviderAnswer = (asked, response) =>
  void Promise.all([ask(asked), ask(asked)]).then(([{ status, text }]) => response.writeHead(status).end(text));

async function ask({ path, body }: { readonly path: string; readonly body: string }) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${origin}/saladin${path}`, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}

const wait = (seconds: number) => house.deps.clock.move(seconds * 1000);
const act = (stop: string | undefined, verb: string, body: object = {}) =>
  sender.client.make(`/stops/${stop}/${verb}`, body);
const orderOf = async (id: string) =>
  String((await sender.client.call('GET', `/deliveries/${id}`)).body['orderNumber']);
const policiesOf = async (id: string) =>
  elements((await insurer.call('GET', `/policies?trackingNumber=${await orderOf(id)}`)).body);

/** The policy as its insurer has it, and the words that were reported of its way. */
async function policyOf(id: string): Promise<{ readonly policy: Json; readonly words: readonly unknown[] }> {
  const [policy = assert.fail('no policy')] = await policiesOf(id);
  const reports = elements((await insurer.call('GET', `/policies/${String(policy['id'])}/reports`)).body);
  return { policy, words: reports.map(({ deliveryStatus }) => deliveryStatus).toReversed() };
}

test('a delivery is insured, tracked through a whole trip, and its policy ends with it', async () => {
  const id = await sender.order({ paymentMode: 'cod' });
  await sender.settle();
  const { policyNumber, certificateUrl, state, premium, insurerName } = await sender.coverage(id);
  assert.deepEqual([state, insurerName, premium], ['active', 'Insurer', { amount: 5000, currency: 'INR' }]);
  const { policy } = await policyOf(id);
  assert.deepEqual([policy['number'], policy['state'], policy['deliveryStatus']], [policyNumber, 'active', 'in_process']);
  const certificate = await fetch(String(certificateUrl), { headers: { 'accept-language': 'en' } });
  assert.equal(certificate.headers.get('content-disposition'), `inline; filename="${String(policyNumber)}.pdf"`);
  assert.equal((await certificate.text()).slice(0, 5), '%PDF-');

  const [pickup, dropoff] = await sender.drive(id);
  for (const [stop, verb] of [[pickup, 'arrive'], [pickup, 'pick-up'], [dropoff, 'arrive']] as const) await act(stop, verb);
  await act(dropoff, 'deliver');
  await sender.settle();
  const after = await policyOf(id);
  assert.deepEqual(after.words, ['in_process', 'in_delivery', 'success']);
  assert.deepEqual([after.policy['state'], after.policy['deliveryStatus']], ['expired', 'success']);
  const covered = await sender.coverage(id);
  assert.deepEqual([covered['state'], covered['told']], ['expired', 'success']);
}); // prettier-ignore

test('goods that go back are covered until their sender has them', async () => {
  const id = await sender.order();
  const [pickup, dropoff] = await sender.drive(id);
  for (const [stop, verb] of [[pickup, 'arrive'], [pickup, 'pick-up'], [dropoff, 'arrive']] as const) await act(stop, verb); // prettier-ignore
  await act(dropoff, 'fail', { reasonCode: 'CNA', reason: 'Không có ai ở nhà' });
  await sender.client.make(`/deliveries/${id}/start-return`, { reason: 'Refused' });
  await sender.client.make(`/deliveries/${id}/complete-return`, {});
  await sender.settle();
  const { policy, words } = await policyOf(id);
  assert.deepEqual([words.slice(-3), policy['state']], [['fail', 'in_return', 'returned'], 'expired']);
});

test('a refusal is shown with its reason', async () => {
  const id = await sender.order({ goodsValue: { amount: 4_000_001, currency: 'INR' } });
  await sender.settle();
  const { state, refusal, policyNumber, certificateUrl } = await sender.coverage(id);
  const reason = 'Insurer answered 422: item_value: The goods are worth more than the product insures.';
  assert.deepEqual([state, refusal, policyNumber, certificateUrl], ['refused', reason, null, null]);
  assert.deepEqual(await policiesOf(id), []);
});

test('what is called off in time is cancelled on both sides, with who did it and why', async () => {
  const id = await sender.order();
  await sender.settle();
  await sender.client.make(`/deliveries/${id}/cancel`, { reason: 'Khách đổi ý' });
  await sender.settle();
  const { policy } = await policyOf(id);
  const whole = (await insurer.call('GET', `/policies/${String(policy['id'])}`)).body;
  const cancellation = whole['cancellation'] as Json;
  assert.deepEqual([whole['state'], cancellation['reason']], ['cancelled', 'Khách đổi ý']);
  assert.match(String(cancellation['by']), /\S/);
  assert.equal((await sender.coverage(id))['state'], 'cancelled');
  const { body } = await sender.client.call('GET', '/partner-calls?state=waiting');
  assert.deepEqual(elements(body), []);
});

test('an insurer that is away and comes back has heard everything, in order and once', async () => {
  await sender.client.call('PATCH', `/insurers/${sender.insurerId}`, { baseUrl: line.baseUrl });
  line.answerWith(isAway);
  const id = await sender.order();
  await sender.settle();
  const [pickup, dropoff] = await sender.drive(id);
  for (const [stop, verb] of [
    [pickup, 'arrive'],
    [pickup, 'pick-up'],
    [dropoff, 'arrive'],
  ] as const) {
    await act(stop, verb);
    wait(60);
    await sender.settle();
  }
  assert.deepEqual([(await sender.coverage(id))['state'], await policiesOf(id)], ['requested', []]);
  line.answerWith(passes);
  wait(900);
  await sender.settle();
  assert.deepEqual((await policyOf(id)).words, ['in_process', 'in_delivery']);
  assert.equal((await sender.coverage(id))['state'], 'active');
});

for (const [name, fails] of Object.entries({ losesAnswers, doubles }))
  test(`a line that ${name === 'doubles' ? 'says everything twice' : 'loses answers'} makes one policy, each word once`, async () => {
    await sender.client.call('PATCH', `/insurers/${sender.insurerId}`, { baseUrl: line.baseUrl });
    const id = await sender.order();
    await sender.drive(id);
    await sender.followUp();
    for (let left = 8; left > 0; left -= 1) {
      line.answerWith(left % 2 === 0 ? fails : passes);
      wait(900);
      await sender.callOut();
    }
    const { policy, words } = await policyOf(id);
    assert.deepEqual([words, (await policiesOf(id)).length, policy['version']], [['in_process'], 1, 2]);
    await sender.client.make(`/deliveries/${id}/cancel`, {});
    await sender.followUp();
    line.answerWith(fails);
    await sender.callOut();
    line.answerWith(passes);
    wait(900);
    await sender.settle();
    assert.deepEqual([(await policyOf(id)).policy['state'], (await sender.coverage(id))['state']], ['cancelled', 'cancelled']);
  }); // prettier-ignore

test('who insures with itself is not moved by the echo of its own words', async () => {
  const client = await house.client({ autoCreateReferences: true });
  const self = await insureWith(house, client, { baseUrl: `${origin}/saladin`, token: await insure(client) });
  const id = await self.order();
  await self.settle();
  const [pickup, dropoff] = await self.drive(id);
  const move = (stop: string | undefined, verb: string, body = {}) => client.make(`/stops/${stop}/${verb}`, body);
  for (const [stop, verb] of [
    [pickup, 'arrive'],
    [pickup, 'pick-up'],
    [dropoff, 'arrive'],
  ] as const)
    await move(stop, verb);
  await move(dropoff, 'fail', { reasonCode: 'CNA', reason: 'Nobody at home' });
  const before = (await client.call('GET', `/deliveries/${id}`)).body;
  await self.settle();
  assert.deepEqual((await client.call('GET', `/deliveries/${id}`)).body, before);
  assert.equal(before['state'], 'delivery_failed');
  const [policy] = elements((await client.call('GET', '/policies')).body);
  assert.deepEqual([policy?.['deliveryId'], policy?.['deliveryStatus']], [id, 'fail']);
});
