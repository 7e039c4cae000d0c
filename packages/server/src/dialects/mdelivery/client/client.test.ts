/** What we ask providers' systems, to the letter, and what we take for their answers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from '../../../../test/fixture.ts';
import { orderDetails } from '../../../../test/draft-shipping.ts';
import { publicStatuses } from '../../../domain/public-order/public-status.ts';
import { toOrderDetails } from '../mapping.ts';
import { calls } from './index.ts';

const { write, read } = calls;
const sample = fixture('mdelivery', 'get-order-details.response') as { readonly products: readonly [object] };

const details = (change: object = {}) => ({ ...sample, ...change });
const product = (change: object) => details({ products: [{ ...sample.products[0], ...change }] });
const receiver = (change: object) => details({ receiver: { type: 'Person', id: '2000000000000', ...change } });
const readDetails = (body: unknown) => read('get_details', { status: 200, text: JSON.stringify(body) });
const readChanges = (body: unknown) => read('get_changes', { status: 200, text: JSON.stringify(body) });

/** Of what was understood. */
function answerOf(said: ReturnType<typeof read>): Record<string, unknown> {
  assert.ok(said.outcome === 'done', JSON.stringify(said));
  return said.answer as Record<string, unknown>;
}
const wordsOf = (said: ReturnType<typeof read>) => (said.outcome === 'done' ? '' : said.words);

test('asks for details and changes by the document’s paths, whatever the names hold', () => {
  const headers = { accept: 'application/json, text/plain', 'user-agent': 'Waybill-MDelivery/1' };
  assert.deepEqual(write('get_details', { serviceCode: '1', orderId: 'o7741072598796449999' }, { bearer: null }), {
    method: 'GET',
    path: '/services/1/orders/o7741072598796449999/delivery/details',
    headers,
    body: null,
  });
  assert.deepEqual(write('get_changes', { serviceCode: 'a/b ț' }, { bearer: 'secret' }), {
    method: 'GET',
    path: '/services/a%2Fb%20%C8%9B/delivery/changes',
    headers: { ...headers, authorization: 'Bearer secret' },
    body: null,
  });
});

test('writes the status as the sample has it', () => {
  const told = {
    serviceCode: '1',
    orderId: 'o7741072598796449999',
    status: 'Ready',
    message: 'test',
    carrierName: 'Muvi Express',
    trackingId: '0220106997753968',
    estimatedStart: '2022-01-20T15:20:52.923Z',
    estimatedEnd: '2022-01-20T15:20:52.923Z',
    cost: 6500,
    currency: 'MDL',
  };
  const { body, ...call } = write('put_status', told, { bearer: null });
  assert.equal(body, JSON.stringify(fixture('mdelivery', 'put-delivery-status.request')));
  assert.deepEqual([call.method, call.path], ['PUT', '/services/1/orders/o7741072598796449999/delivery/status']);
  assert.equal(call.headers['content-type'], 'application/json');
  const silent = write(
    'put_status',
    { ...told, message: null, status: 'AwaitingPayment', cost: 6505 },
    { bearer: null },
  );
  assert.deepEqual(JSON.parse(silent.body ?? ''), {
    status: 'AwaitingPayment',
    carrierName: 'Muvi Express',
    trackingID: '0220106997753968',
    carrierEstimatedDeliveryStart: told.estimatedStart,
    carrierEstimatedDeliveryEnd: told.estimatedEnd,
    carrierCost: 65.05,
  });
});

test('takes 200 and 204 for an acknowledgement, and knows which refusals are for good', () => {
  const outcomes = [200, 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 410, 422, 408, 429, 500, 502, 503].map(
    (status) => [status, read('put_status', { status, text: '' }).outcome],
  );
  assert.deepEqual(Object.fromEntries(outcomes), {
    200: 'done',
    204: 'done',
    301: 'retry',
    302: 'retry',
    304: 'retry',
    400: 'refused',
    401: 'retry',
    403: 'retry',
    404: 'refused',
    405: 'refused',
    409: 'refused',
    410: 'refused',
    422: 'refused',
    408: 'retry',
    429: 'retry',
    500: 'retry',
    502: 'retry',
    503: 'retry',
  });
  assert.deepEqual(read('put_status', { status: 204, text: '' }), { outcome: 'done', answer: null });
});

test('says the documented fault code of a refusal, and nothing else of it', () => {
  const text = '{"code":"InvalidParameter","message":"Ion Rusu, 2000000000000"}';
  assert.deepEqual(read('put_status', { status: 400, text }), { outcome: 'refused', words: 'answered 400, InvalidParameter.' }); // prettier-ignore
  assert.equal(wordsOf(read('get_details', { status: 404, text: '<p>Ion Rusu</p>' })), 'answered 404.');
});

test('reads the sample of order details', () => {
  assert.deepEqual(answerOf(readDetails(sample)), {
    orderId: 'string',
    isPaid: true,
    status: 'AwaitingPayment',
    message: 'string',
    receiver: { type: 'Person', id: 'string', name: 'string', firstName: 'string', email: 'string', phone: 'string' },
    pickupPointCode: 'string',
    submittedAt: new Date('2022-04-18T20:03:38.005Z'),
    acceptedUntil: new Date('2022-04-19T20:03:38.005Z'),
    readyAt: new Date('2022-04-25T20:03:38.005Z'),
    products: [
      {
        code: 'string',
        description: 'string',
        price: 5000,
        quantity: 1,
        lengthMm: 0,
        widthMm: 0,
        heightMm: 0,
        weightGrams: 0,
        holder: { id: 'string', name: 'string', firstName: 'string' },
      },
    ],
  });
});

test('reads what our own provider side writes as what it was', () => {
  for (const [given, spelling] of [
    [orderDetails(), 'enum'],
    [orderDetails({ status: 'AwaitingPayment', isPaid: true, message: 'ț', pickupPointCode: null }), 'sample'],
  ] as const) {
    const service = { accountId: 'a', id: 's', code: '1', name: 'S', currency: 'MDL', createdAt: new Date() };
    const written = toOrderDetails({ ...given, service }, spelling);
    assert.deepEqual(answerOf(readDetails(written)), given);
  }
});

test('P9: reads each of the fourteen words, both spellings of two of them, and guesses at no other', () => {
  for (const status of publicStatuses) assert.equal(answerOf(readDetails(details({ status })))['status'], status);
  assert.equal(answerOf(readDetails(details({ status: 'AwaytingPayment' })))['status'], 'AwaitingPayment');
  for (const status of ['canceled', 'Canceled', 'cancelled']) {
    assert.equal(answerOf(readDetails(details({ status })))['status'], 'Cancelled');
  }
  for (const status of ['ready', 'Shipped', 'READY', 'Ready ']) {
    assert.deepEqual(readDetails(details({ status })), { outcome: 'retry', words: 'makes no sense: status is no word of the document.' }); // prettier-ignore
  }
});

test('reads True and False as the document writes them, and takes null and nothing for the same', () => {
  for (const [given, expected] of [
    ['True', true],
    ['False', false],
    [true, true],
    ['false', false],
  ] as const) {
    // prettier-ignore
    assert.equal(answerOf(readDetails(details({ isPaid: given })))['isPaid'], expected);
  }
  const bare = details({ message: null, pickupPointCode: '', products: [{ price: 0.5, quantity: 2, length: 20, width: 15.5, height: 5, weight: 0.25 }] }); // prettier-ignore
  const { message, pickupPointCode, products } = answerOf(readDetails(bare));
  assert.deepEqual([message, pickupPointCode], [null, null]);
  assert.deepEqual(products, [{ code: null, description: null, price: 50, quantity: 2, lengthMm: 200, widthMm: 155, heightMm: 50, weightGrams: 250, holder: null }]); // prettier-ignore
});

test('reads dates with and without time, fraction and zone; a time without a zone is by the clock in Chișinău', () => {
  for (const [given, expected] of [
    ['2022-04-18T20:03:38.005Z', '2022-04-18T20:03:38.005Z'],
    ['2022-04-18T20:03:38Z', '2022-04-18T20:03:38.000Z'],
    ['2022-04-18T20:03:38.1234567+03:00', '2022-04-18T17:03:38.123Z'],
    ['2022-04-18T20:03:38.005', '2022-04-18T17:03:38.005Z'],
    ['2022-01-18T20:03', '2022-01-18T18:03:00.000Z'],
    ['2022-01-18 20:03:38', '2022-01-18T18:03:38.000Z'],
    // the night in which the clocks go forward
    ['2022-03-27T02:30:00', '2022-03-27T00:30:00.000Z'],
    ['2022-04-18', '2022-04-17T21:00:00.000Z'],
  ] as const) {
    const { submittedAt } = answerOf(readDetails(details({ orderSubmittedAt: given })));
    assert.deepEqual(submittedAt, new Date(expected), given);
  }
  const { acceptedUntil } = answerOf(readDetails(details({ deliveryAcceptedUntil: '2022-04-18' })));
  assert.deepEqual(acceptedUntil, new Date('2022-04-18T21:00:00Z'), 'until a day is over');
  for (const given of [
    '',
    'soon',
    '18.04.2022',
    '2022-02-30T10:00:00Z',
    '2022-02-30',
    '2022-04-18T24:00:00',
    '2022-04-18T25:00:00Z',
    '2022-04-18T10:61:00',
    '0001-01-01T00:00:00',
    '2022-04-18Z',
    1650312218,
    null,
  ]) {
    // prettier-ignore
    assert.equal(wordsOf(readDetails(details({ estimatedReadyAt: given }))).includes('estimatedReadyAt'), true, String(given)); // prettier-ignore
  }
});

test('P9: names the field that makes no sense, and never what it holds', () => {
  for (const [body, field] of [
    [null, 'the answer'],
    [[sample], 'the answer'],
    [details({ id: '' }), 'id'],
    [details({ id: 7 }), 'id'],
    [details({ isPaid: 'SECRET' }), 'isPaid'],
    [details({ message: 'SECRET\u0000' }), 'message'],
    [details({ message: 'SECRET'.repeat(200) }), 'message'],
    [details({ receiver: null }), 'receiver'],
    [receiver({ type: 'SECRET' }), 'receiver.type'],
    [receiver({ id: null }), 'receiver.id'],
    [receiver({ email: { secret: 'SECRET' } }), 'receiver.email'],
    [details({ products: [] }), 'products'],
    [details({ products: Array(201).fill(sample.products[0]) }), 'products'],
    [details({ products: ['SECRET'] }), 'products[0]'],
    [product({ price: -1 }), 'products[0].price'],
    [product({ price: 0.001 }), 'products[0].price'],
    [product({ price: '50' }), 'products[0].price'],
    [product({ price: 1e12, quantity: 1000 }), 'products'],
    [product({ quantity: 0 }), 'products[0].quantity'],
    [product({ quantity: 1.5 }), 'products[0].quantity'],
    [product({ weight: null }), 'products[0].weight'],
    [product({ length: -1 }), 'products[0].length'],
    [product({ holderName: '\ud800' }), 'products[0].holderName'],
  ] as const) {
    const said = readDetails(body);
    assert.equal(said.outcome, 'retry');
    assert.match(wordsOf(said), new RegExp(`^makes no sense: ${field.replaceAll(/[[\].]/g, '\\$&')} [a-z]`));
    assert.doesNotMatch(wordsOf(said), /SECRET|Ion/);
  }
  const broken = read('get_details', { status: 200, text: '{"id": "SECRET' });
  assert.equal(wordsOf(broken), 'makes no sense: the answer is no JSON.');
  assert.equal(read('get_details', { status: 204, text: '' }).outcome, 'retry');
});

test('reads changes flat, in a list within the list as the sample prints them, and none at all', () => {
  const rows = fixture('mdelivery', 'get-delivery-changes.response') as readonly object[];
  const expected = [
    { serviceCode: '1', orderId: 'o5581066056252949999', status: 'Ready' },
    { serviceCode: '1', orderId: 'o5581309365303909999', status: 'Ready' },
  ];
  assert.deepEqual(answerOf(readChanges(rows)), expected);
  assert.deepEqual(answerOf(readChanges([rows])), expected);
  assert.deepEqual(answerOf(readChanges([])), []);
  assert.deepEqual(answerOf(read('get_changes', { status: 204, text: '' })), []);
});

test('hears the other orders when the word for one is unknown, and says that it is', () => {
  const row = (orderID: string, status: unknown) => ({ serviceID: '1', orderID, status });
  const heard = answerOf(readChanges([row('a', 'Shipped'), row('b', 'canceled'), row('c', 'AwaytingPayment')]));
  assert.deepEqual(heard, [
    { serviceCode: '1', orderId: 'a', status: null },
    { serviceCode: '1', orderId: 'b', status: 'Cancelled' },
    { serviceCode: '1', orderId: 'c', status: 'AwaitingPayment' },
  ]);
  assert.equal(wordsOf(readChanges([row('a', 'Ready'), row('b', 7)])), 'makes no sense: [1].status is no text of 1 to 1000 characters.'); // prettier-ignore
  assert.equal(wordsOf(readChanges({ changes: [] })), 'makes no sense: the answer is no list.');
});
