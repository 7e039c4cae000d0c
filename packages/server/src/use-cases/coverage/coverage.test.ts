/** Deliveries insured elsewhere, over real connections: asked for by rules, told of the way, refused, called off, late and twice. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openInsurerHouse, type InsurerHouse } from '../../../test/insurer-house.ts';
import { sendJson } from '../../../test/provider-server.ts';
import { elements, type Json } from '../../../test/native-house.ts';

let insured: InsurerHouse;
before(async () => (insured = await openInsurerHouse()));
beforeEach(() => {
  insured.server.taken.length = 0;
  insured.server.answerWith(insured.server.usual);
});
after(() => insured.close());

const operations = () => insured.server.taken.map(({ operation }) => operation);
const words = () => insured.server.taken.flatMap(({ body }) => body['delivery_status'] ?? []);
const act = (stop: string | undefined, verb: string, body: object = {}) => insured.client.make(`/stops/${stop}/${verb}`, body); // prettier-ignore
const eventsOf = async (coverage: Json) => {
  const { db } = insured.house.database;
  const id = String(coverage['id']);
  const rows = await db.selectFrom('event').select('type').where('aggregate_id', '=', id).orderBy('sequence').execute();
  return rows.map(({ type }) => type);
};
const wait = (seconds: number) => insured.house.deps.clock.move(seconds * 1000);

test('submits what a rule wants insured, to the letter, and shows the policy', async () => {
  const id = await insured.order({ paymentMode: 'cod' });
  await insured.settle();
  const [submitted, tracked] = insured.server.taken;
  const line = '1, Main Street, Centre, Mumbai, 400076, MH, IND';
  const { signature, order_created_time: ordered, ...body } = submitted?.body ?? {};
  assert.deepEqual(Object.entries(body), Object.entries({
    tracking_number: 'O-1',
    product_code: 'ahasme',
    customer_name: 'Sender',
    customer_phone: '+91 Sender',
    pickup_address: line,
    drop_up_address: line,
    type_of_goods: 'Goods',
    cod_amount: 10_001,
    item_value: 10_001,
    premium_amount: 50,
    sender_name: 'Sender',
    sender_phone: '+91 Sender',
    recipient_name: 'Receiver',
    recipient_phone: '+91 Receiver',
    goods_description: 'Order O-1',
    good_quantity: 1,
  })); // prettier-ignore
  assert.match(String(signature), /^[0-9a-f]{32}$/);
  assert.equal(new Date(String(ordered)).toISOString(), ordered);
  assert.deepEqual([operations(), tracked?.body['delivery_status']], [['orders', 'tracking'], 'in_process']);
  const { state, policyNumber, certificateUrl, premium, insuredValue, told, refusal } = await insured.coverage(id);
  assert.deepEqual({ state, policyNumber, certificateUrl, premium, insuredValue, told, refusal }, {
    state: 'active',
    policyNumber: 'AHA-2026-000001',
    certificateUrl: 'https://insurer.example/certificates/AHA-2026-000001',
    premium: { amount: 5000, currency: 'INR' },
    insuredValue: { amount: 1_000_100, currency: 'INR' },
    told: 'in_process',
    refusal: null,
  }); // prettier-ignore
  assert.deepEqual(await eventsOf(await insured.coverage(id)), ['coverage.requested', 'coverage.active']);
});

test('insures nothing that no rule wants', async () => {
  const cheap = await insured.order({ goodsValue: { amount: 99_999, currency: 'INR' } });
  const reverse = await insured.order({ direction: 'reverse' });
  const stranger = await insured.house.client();
  const { id: foreign } = await stranger.make('/deliveries', { orderNumber: 'X', legs: 'dropoff', currency: 'INR', goodsValue: { amount: 1_000_000, currency: 'INR' }, dropoff: { customerName: 'x' } }); // prettier-ignore
  await insured.settle();
  assert.deepEqual([await insured.coverage(cheap), await insured.coverage(reverse), operations()], [{}, {}, []]);
  assert.equal((await insured.client.call('GET', `/deliveries/${foreign}/insurance`)).status, 404);
  assert.deepEqual((await stranger.call('GET', `/deliveries/${foreign}/insurance`)).body, { deliveryId: foreign, coverage: null }); // prettier-ignore
});

test('tells each word of a whole trip once, in order, with who has the goods', async () => {
  const id = await insured.order({ orderNumber: 'TRIP' });
  // the first event still waits for its follower when the later ones come
  await insured.house.relay();
  const [pickup, dropoff] = await insured.drive(id);
  await insured.house.relay();
  await act(pickup, 'arrive');
  await act(pickup, 'pick-up');
  await act(dropoff, 'arrive');
  await act(dropoff, 'fail', { reasonCode: 'CNA', reason: 'Nobody at home' });
  await insured.settle();
  assert.deepEqual(words(), ['in_process', 'in_delivery', 'fail']);
  const [row = {}] = elements(insured.server.taken.at(-1)?.body ?? {}, 'tracking_detail');
  const { tracking_time: at, start_address: from, end_address: to, ...said } = row;
  assert.equal(new Date(String(at)).toISOString(), at);
  assert.deepEqual([from, to], Array(2).fill('1, Main Street, Centre, Mumbai, 400076, MH, IND'));
  assert.deepEqual(said, { tracking_status: 'delivery_failed', contact_phone_number: '+912212345678', handler_name: 'Asha Rao', tracking_desctiption: 'Nobody at home', order_id: 'TRIP' }); // prettier-ignore
});

test('is over when the goods are there', async () => {
  const id = await insured.order();
  await insured.settle();
  const [pickup, dropoff] = await insured.drive(id);
  await act(pickup, 'arrive');
  await act(pickup, 'pick-up');
  await act(dropoff, 'arrive');
  await act(dropoff, 'deliver');
  await insured.settle();
  assert.deepEqual(words(), ['in_process', 'in_delivery', 'success']);
  const { state, told } = await insured.coverage(id);
  assert.deepEqual([state, told], ['expired', 'success']);
});

test('shows the insurer’s refusal with its reason, and tells nothing more', async () => {
  const id = await insured.order({ goodsValue: { amount: 4_000_001, currency: 'INR' } });
  await insured.settle();
  const { state, refusal, policyNumber } = await insured.coverage(id);
  assert.deepEqual([state, policyNumber], ['refused', null]);
  assert.equal(refusal, 'Insurer answered 422: item_value: The goods are worth more than we insure.');
  await insured.drive(id);
  await insured.settle();
  assert.deepEqual(operations(), ['orders']);
});

test('refuses by itself what lacks facts that insurers ask for', async () => {
  const dropoff = { customerName: 'Receiver', address: { city: 'Mumbai' } };
  const id = await insured.order({ pickup: null, legs: 'dropoff', dropoff });
  await insured.settle();
  const { state, refusal } = await insured.coverage(id);
  const said = 'Not submitted. Missing: a name and a phone number of its sender, an address where it is fetched.';
  assert.deepEqual([state, refusal, operations()], ['refused', said, []]);
});

test('calls it off while nobody has the goods, with the policy of the insurer', async () => {
  const id = await insured.order({ orderNumber: 'OFF' });
  await insured.settle();
  await insured.client.make(`/deliveries/${id}/cancel`, { reason: 'Customer changed his mind' });
  await insured.settle();
  const { operation, body } = insured.server.taken.at(-1) ?? {};
  const { policyNumber, state } = await insured.coverage(id);
  const { signature: _signature, cancellation_time: _time, canceled_by: by, ...said } = body ?? {};
  assert.deepEqual([operation, said], ['cancel', { tracking_number: 'OFF', policy_id: policyNumber, cancellation_reason: 'Customer changed his mind' }]); // prettier-ignore
  assert.deepEqual([state, typeof by], ['cancelled', 'string']);
});

test('is over with its delivery where the insurer does not take it back', async () => {
  const id = await insured.order();
  await insured.settle();
  insured.server.answerWith(sendJson(409, { status: 'error', message: 'The goods are on their way.' }));
  await insured.client.make(`/deliveries/${id}/cancel`, {});
  await insured.settle();
  assert.equal((await insured.coverage(id))['state'], 'expired');
});

test('an insurer that is away for five minutes is told everything afterwards, in order and once', async () => {
  const id = await insured.order();
  insured.server.answerWith((_asked, response) => void response.destroy());
  await insured.settle();
  assert.equal((await insured.coverage(id))['state'], 'requested');
  const stops = await insured.drive(id);
  await act(stops[0], 'arrive');
  await act(stops[0], 'pick-up');
  for (let seconds = 0; seconds < 300; seconds += 30) {
    wait(30);
    await insured.settle();
  }
  insured.server.answerWith(insured.server.usual);
  wait(900);
  await insured.settle();
  assert.deepEqual(operations(), ['orders', 'tracking', 'tracking']);
  assert.deepEqual([words(), (await insured.coverage(id))['state']], [['in_process', 'in_delivery'], 'active']);
});

test('an answer that was lost is asked for again with the same words, and its policy counts once', async () => {
  const id = await insured.order();
  await insured.followUp();
  insured.server.answerWith((asked, response) => {
    // taken, and the line breaks before the answer is through
    response.destroy();
    insured.server.usual(asked, response);
  });
  await insured.callOut();
  insured.server.answerWith(insured.server.usual);
  wait(30);
  await insured.settle();
  const [first, second] = insured.server.taken;
  assert.deepEqual(second, first);
  assert.deepEqual(await eventsOf(await insured.coverage(id)), ['coverage.requested', 'coverage.active']);
});

test('a wrong token is tried three times, then the coverage is refused', async () => {
  const { client, insurerId } = insured;
  await client.call('PATCH', `/insurers/${insurerId}`, { token: 'wrong' });
  const id = await insured.order();
  for (let tries = 1; tries <= 3; tries += 1) {
    assert.notEqual((await insured.coverage(id))['state'], 'refused');
    wait(60);
    await insured.settle();
  }
  assert.equal((await insured.coverage(id))['refusal'], 'Insurer answered 401: The signature is wrong.');
  await client.call('PATCH', `/insurers/${insurerId}`, { token: 'insurer-token' });
});

test('nobody talks to an insurer that is paused; what waits goes out when it is active again', async () => {
  const { client, insurerId } = insured;
  const id = await insured.order();
  await insured.followUp();
  await client.call('PATCH', `/insurers/${insurerId}`, { state: 'paused' });
  await insured.settle();
  const unasked = await insured.order();
  await insured.settle();
  assert.deepEqual([operations(), await insured.coverage(unasked)], [[], {}]);
  await client.call('PATCH', `/insurers/${insurerId}`, { state: 'active' });
  wait(60);
  await insured.settle();
  assert.equal((await insured.coverage(id))['state'], 'active');
  const calls = elements((await client.call('GET', '/partner-calls?state=waiting')).body);
  assert.deepEqual(calls, []);
});

test('what makes no sense is no answer', async () => {
  const id = await insured.order();
  for (const answer of [{}, { status: 'success', message: 'OK' }, { status: 'perhaps', policy_id: 'P' }, { status: 'success', policy_id: 'P', url_certificate: 'javascript:alert(1)' }]) {
    insured.server.answerWith(sendJson(200, answer));
    await insured.settle();
    assert.equal((await insured.coverage(id))['state'], 'requested', JSON.stringify(answer));
    wait(60);
  }
  insured.server.answerWith(sendJson(200, { status: 'error', message: 'No.' }));
  await insured.settle();
  assert.equal((await insured.coverage(id))['refusal'], 'Insurer answered 200: No.');
}); // prettier-ignore
