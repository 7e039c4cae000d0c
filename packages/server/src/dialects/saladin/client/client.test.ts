/** What we ask insurers' systems, to the letter, and what we take for their answers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from '../../../../test/fixture.ts';
import type { CoverToCancel, GoodsToInsure, StepToTrack } from '../../../use-cases/coverage/insurer-calls.ts';
import { calls } from './index.ts';

const secrets = { bearer: null, signing: 'sandbox-ahasme-token' };
const signedBy = { trackingNumber: 'AHA123456', premium: 15_000, currency: 'VND' };
/** MD5 of token, number and premium, computed apart from our code. */
const signature = '21fcc92018d9a2416a7179eed37ad9ff';
const nobody = { name: null, phone: null, email: null };

const goods: GoodsToInsure = {
  ...signedBy,
  productCode: 'ahasme',
  customer: { name: 'Công ty Đơn', phone: '+84901234567', email: 'don@example.vn' },
  sender: nobody,
  recipient: { ...nobody, name: 'Chị Hà' },
  pickupAddress: '12 Nguyễn Huệ',
  dropoffAddress: '34 Lê Lợi',
  goodsType: 'clothes',
  goodsDescription: '2 × Áo dài',
  quantity: 2,
  cod: 0,
  insuredValue: 3_000_000,
  orderedAt: '2022-04-06T05:00:00.000Z',
};
const step: StepToTrack = {
  ...signedBy,
  deliveryStatus: 'fail',
  at: '2022-04-06T06:05:00.528Z',
  status: 'delivery_failed',
  description: 'Nobody at home',
  handler: 'An',
  phone: '+84',
  email: null,
  from: 'A',
  to: 'B',
  orderId: 'O',
  vehicleType: 'VAN',
  vehicleNumber: '59A-1',
  imageUrl: null,
};

const bodyOf = (operation: string, content: unknown) => {
  const { body, ...call } = calls.write(operation, content, secrets);
  return { call, text: body ?? '' };
};

test('submits goods in the order of the document’s table, without what nobody knows', () => {
  const { call, text } = bodyOf('submit', goods);
  assert.deepEqual([call.method, call.path], ['POST', '/api/v1/delivery-insurance/sme/orders']);
  assert.equal(call.headers['content-type'], 'application/json');
  const told = {
    tracking_number: 'AHA123456',
    product_code: 'ahasme',
    customer_name: 'Công ty Đơn',
    customer_phone: '+84901234567',
    pickup_address: '12 Nguyễn Huệ',
    drop_up_address: '34 Lê Lợi',
    type_of_goods: 'clothes',
    cod_amount: 0,
    item_value: 3_000_000,
    premium_amount: 15_000,
    customer_email: 'don@example.vn',
    recipient_name: 'Chị Hà',
    signature,
    order_created_time: '2022-04-06T05:00:00.000Z',
    goods_description: '2 × Áo dài',
    good_quantity: 2,
  };
  assert.equal(text, JSON.stringify(told));
});

test('amounts are whole units of the currency, in the signature, too', () => {
  const rupees = { ...goods, currency: 'INR', premium: 1_500_000, insuredValue: 300_000_000 };
  const body = JSON.parse(bodyOf('submit', rupees).text) as Record<string, unknown>;
  assert.deepEqual([body['premium_amount'], body['item_value'], body['signature']], [15_000, 3_000_000, signature]);
});

test('tracks one event in one row, misspelt as the document has it', () => {
  const { call, text } = bodyOf('track', step);
  assert.equal(call.path, '/api/v1/delivery-insurance/sme/tracking');
  const row = {
    tracking_time: '2022-04-06T06:05:00.528Z',
    tracking_status: 'delivery_failed',
    contact_phone_number: '+84',
    handler_name: 'An',
    end_address: 'B',
    start_address: 'A',
    tracking_desctiption: 'Nobody at home',
    order_id: 'O',
    vehicle_type: 'VAN',
    vehicle_number: '59A-1',
  };
  const told = { tracking_number: 'AHA123456', delivery_status: 'fail', tracking_detail: [row], signature };
  assert.equal(text, JSON.stringify(told));
});

test('cancels with the fields of the sample', () => {
  const cover: CoverToCancel & { policyNumber: string } = { ...signedBy, policyNumber: 'AHA-2022-000001', by: 'An', reason: 'Lost interest', at: '2022-04-06T06:05:00.528Z' }; // prettier-ignore
  const { call, text } = bodyOf('cancel', cover);
  const body = JSON.parse(text) as Record<string, unknown>;
  assert.equal(call.path, '/api/v1/delivery-insurance/sme/cancel');
  const sample = fixture('saladin', 'cancel.response') as object;
  assert.deepEqual(Object.keys(body).toSorted(), Object.keys(sample).toSorted());
  assert.deepEqual([body['signature'], body['policy_id'], body['cancellation_time']], [signature, 'AHA-2022-000001', '2022-04-06T06:05:00.528Z']); // prettier-ignore
});

const read = (body: unknown, status = 200, operation = 'submit') =>
  calls.read(operation, { status, text: typeof body === 'string' ? body : JSON.stringify(body) });

test('takes the policy of an answer that the document knows', () => {
  const answer = { status: 'success', message: 'OK', policy_id: 'P-1', url_certificate: 'https://i.example/c' };
  assert.deepEqual(read(answer), { outcome: 'done', answer: { policyNumber: 'P-1', certificateUrl: 'https://i.example/c' } }); // prettier-ignore
  assert.deepEqual(read({ ...answer, url_certificate: '' }), { outcome: 'done', answer: { policyNumber: 'P-1', certificateUrl: null } }); // prettier-ignore
  assert.deepEqual(read({ status: 'success', message: '' }, 200, 'track'), { outcome: 'done', answer: null });
  assert.deepEqual(read(fixtureAnswer(), 200, 'cancel'), { outcome: 'done', answer: null });
});

const fixtureAnswer = () => ({ ...(fixture('saladin', 'cancel.response') as object), status: 'success', message: '' });

test('a rule and a conflict are refusals, with the insurer’s reason where it is one', () => {
  for (const status of [409, 422]) {
    assert.deepEqual(read({ status: 'error', message: 'No.' }, status), { outcome: 'refused', words: `answered ${status}: No.` }); // prettier-ignore
    for (const body of ['', '<html>', { message: 7 }, { message: 'x'.repeat(501) }, [], { message: 'a\u0000b' }]) {
      assert.deepEqual(read(body, status), { outcome: 'refused', words: `answered ${status}.` });
    }
  }
  assert.deepEqual(read({ status: 'error', message: 'No.' }), { outcome: 'refused', words: 'answered 200: No.' });
});

test('everything else may pass, and is never guessed', () => {
  for (const status of [204, 302, 400, 401, 404, 429, 500, 503]) assert.equal(read({}, status).outcome, 'retry');
  const success = { status: 'success', message: 'OK' };
  const senseless = [
    '', '[]', 'null', '{', {}, { status: 'OK' }, { status: 'SUCCESS', policy_id: 'P' }, success,
    { ...success, policy_id: '' }, { ...success, policy_id: 7 }, { ...success, policy_id: 'x'.repeat(101) },
    { ...success, policy_id: 'P', url_certificate: 'javascript:alert(1)' },
    { ...success, policy_id: 'P', url_certificate: '/c' }, { ...success, policy_id: 'P', url_certificate: 7 },
  ]; // prettier-ignore
  for (const body of senseless) {
    const said = read(body);
    assert.equal(said.outcome, 'retry', JSON.stringify(body));
    assert.match(said.outcome === 'retry' ? said.words : '', /^makes no sense: /);
  }
});
