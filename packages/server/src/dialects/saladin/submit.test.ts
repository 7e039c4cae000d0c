/** API #1 over HTTP: what is insured, once for its number, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSaladinHouse, submission, type Partner, type SaladinHouse } from '../../../test/saladin-house.ts';
import { signConcatenated } from '../../lib/body-signature.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { changeProduct } from '../../use-cases/policy/products.ts';
import { listPolicies } from '../../use-cases/policy/read-policies.ts';

let house: SaladinHouse;
let partner: Partner;
before(async () => {
  house = await openSaladinHouse();
  partner = await house.partner({ token: 'sandbox-ahasme-token' });
  house.deps.clock.set(new Date('2026-04-06T07:00:00Z'));
});
after(() => house.close());

const every = { before: null, limit: 100, state: null, trackingNumber: null, number: null };
const policies = (of = partner) => listPolicies(house.deps, of.tenant.identity.caller, every);
const wrong = { status: 401, body: { status: 'error', message: 'The signature is wrong.' } };
const link = /^http:\/\/localhost:8080\/saladin\/certificates\/[\w-]{43}$/;

it('insures a delivery, signed as the document says, and answers with its number and its certificate', async () => {
  const { status, body } = await house.post('orders', submission({ signature: '21fcc92018d9a2416a7179eed37ad9ff' }));
  assert.equal(status, 200, JSON.stringify(body));
  const { url_certificate: url, ...rest } = body;
  assert.match(String(url), link);
  assert.deepEqual(rest, { status: 'success', message: 'The delivery is insured.', policy_id: 'AHA-2026-000001' });
  assert.deepEqual(Object.keys(body), ['status', 'message', 'policy_id', 'url_certificate']);
  const [policy] = await policies();
  assert.deepEqual([policy?.premium, policy?.insuredValue, policy?.quantity, policy?.dropoffAddress], [15_000, 3_000_000, 2, '34 Lê Lợi, Quận 3, TP.HCM']); // prettier-ignore
  assert.deepEqual(policy?.orderedAt, new Date('2022-04-06T06:05:00.528Z'));
});

describe('the same number', () => {
  it('with the same content is the same policy, however it is written', async () => {
    const first = await partner.ask('orders', submission({ tracking_number: 'SAME' }));
    const { drop_up_address: address, good_quantity: _quantity, ...rest } = submission({ tracking_number: 'SAME' });
    const other = { ...rest, drop_off_address: address, goods_quantity: '2', order_created_time: '1649225100.528' };
    for (const again of [submission({ tracking_number: 'SAME' }), other]) {
      assert.deepEqual(await partner.ask('orders', again), first);
    }
  });

  it('with the same content is the same policy when its product insures no more', async () => {
    const own = await house.partner();
    const first = await own.ask('orders', submission());
    await changeProduct(house.deps, own.tenant.identity.caller, { code: 'ahasme', version: null, change: { archived: true } }); // prettier-ignore
    assert.deepEqual(await own.ask('orders', submission()), first);
    const { status, body } = await own.ask('orders', submission({ tracking_number: 'LATER' }));
    assert.deepEqual([status, body['message']], [422, 'product_code: The product is no longer offered.']);
  });

  it('with the same content is the same policy when it was cancelled, and no answer says that it insures', async () => {
    const own = await house.partner();
    const first = await own.ask('orders', submission());
    const { policy_id: number } = first.body;
    const cancellation = { canceled_by: 'Lan', cancellation_reason: 'x', cancellation_time: '2026-04-06T06:05:00Z' };
    await own.ask('cancel', { tracking_number: 'AHA123456', policy_id: number, ...cancellation });
    const { status, body } = await own.ask('orders', submission());
    const message = 'The policy of this delivery was cancelled: it insures nothing.';
    assert.deepEqual([status, body], [200, { ...first.body, message }]);
  });

  it('with another content is refused and changes nothing', async () => {
    const before = await policies();
    const answer = await partner.ask('orders', submission({ customer_name: 'Somebody else' }));
    assert.deepEqual(answer, { status: 409, body: { status: 'error', message: 'tracking_number: A policy of this tracking number has another content.' } }); // prettier-ignore
    assert.deepEqual(await policies(), before);
  });

  it('sent many times at once is one policy, and no policy number is left out', async () => {
    const own = await house.partner();
    const answers = await Promise.all(Array.from({ length: 8 }, () => own.ask('orders', submission())));
    assert.equal(new Set(answers.map(({ status, body }) => `${status} ${String(body['policy_id'])}`)).size, 1);
    const next = await own.ask('orders', submission({ tracking_number: 'NEXT' }));
    assert.equal(next.body['policy_id'], 'AHA-2026-000002');
  });

  it('in another account is another policy', async () => {
    const other = await house.partner();
    const { body } = await other.ask('orders', submission());
    assert.equal(body['policy_id'], 'AHA-2026-000001');
  });
});

it('takes a premium that was signed to the letter, later calls too', async () => {
  const number = 'LITERAL';
  const signature = signConcatenated(partner.secret, number, '15000.0');
  const text = JSON.stringify({ ...submission({ tracking_number: number }), signature });
  const { status, body } = await house.post(
    'orders',
    text.replace('"premium_amount":15000', '"premium_amount":15000.0'),
  );
  assert.equal(status, 200, JSON.stringify(body));
  const report = { tracking_number: number, delivery_status: 'created', tracking_time: 1_649_224_800 };
  for (const premium of ['15000', '15000.0']) {
    const signed = { ...report, signature: signConcatenated(partner.secret, number, premium) };
    assert.equal((await house.post('tracking', signed)).status, 200, premium);
  }
});

it('takes a body that begins with a byte order mark, and both names of a field that say the same', async () => {
  const signature = signConcatenated(partner.secret, 'MARK', '15000');
  const marked = await house.post('orders', `\ufeff${JSON.stringify(submission({ tracking_number: 'MARK', signature }))}`);
  assert.equal(marked.status, 200, JSON.stringify(marked.body));
  const both = { good_quantity: 2, goods_quantity: '2', drop_up_address: null, drop_off_address: '34 Lê Lợi, Quận 3, TP.HCM' };
  assert.deepEqual(await partner.ask('orders', submission({ tracking_number: 'MARK', ...both })), marked);
}); // prettier-ignore

it('finds its own delivery of the number: by order number before waybill number', async () => {
  const make = (change: Parameters<typeof draft>[0]) => createDelivery(house.deps, partner.tenant.identity, draft(change));
  const waybill = await make({ orderNumber: 'OTHER', waybillNumber: 'OURS' });
  for (const [number, find] of [['OURS', () => waybill], ['OURS-2', () => make({ orderNumber: 'OURS-2' })]] as const) {
    const { id } = await find();
    await make({ orderNumber: `BESIDE-${number}`, waybillNumber: 'OURS-2' });
    await partner.ask('orders', submission({ tracking_number: number }));
    const [policy] = await policies();
    assert.deepEqual([policy?.trackingNumber, policy?.deliveryId], [number, id]);
  }
}); // prettier-ignore

it('takes amounts as whole units of the product’s currency', async () => {
  const ringgit = await house.partner({ product: { currency: 'MYR', leastValue: 0, mostValue: 100_000_000, checkPremium: false } }); // prettier-ignore
  await ringgit.ask('orders', submission({ item_value: '300', premium_amount: 15, cod_amount: '7' }));
  const [policy] = await policies(ringgit);
  assert.deepEqual([policy?.insuredValue, policy?.premium, policy?.cod, policy?.currency], [30_000, 1500, 700, 'MYR']);
});

it('is asked by one partner only as often as its account may; wrong signatures do not count', async () => {
  const slow = await house.partner({ settings: { requestsPerSecond: 2 } });
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    await house.post('orders', submission({ signature: 'x' }));
    statuses.push((await slow.ask('orders', submission())).status);
  }
  assert.deepEqual(statuses, [200, 200, 429, 429]);
  const { body } = await slow.ask('orders', submission());
  assert.deepEqual(body, { status: 'error', message: 'At most 2 requests a second are answered here.' });
  const cancellation = { tracking_number: 'AHA123456', policy_id: 'x', canceled_by: 'x', cancellation_reason: 'x' };
  const other = await slow.ask('cancel', { ...cancellation, cancellation_time: '2026-04-06T06:05:00Z' });
  assert.equal(other.status, 401, 'the other operations are counted by themselves');
  assert.equal((await partner.ask('orders', submission())).status, 200);
});

describe('a refusal', () => {
  const refused = async (status: number, message: string | RegExp, change: object, less: readonly string[] = []) => {
    const before = await policies();
    const sent = Object.entries(submission({ tracking_number: 'REFUSED', ...change }));
    const answer = await partner.ask('orders', Object.fromEntries(sent.filter(([name]) => !less.includes(name))));
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    if (typeof message === 'string') assert.deepEqual(answer.body, { status: 'error', message });
    else assert.match(String(answer.body['message']), message);
    assert.deepEqual(await policies(), before);
  };

  it('names each mandatory field that is missing, misspelt as the document has it', async () => {
    for (const name of Object.keys(submission())) {
      await refused(400, `${name}: The field is missing.`, {}, [name]);
    }
  });

  it('names what is no integer, no time, and what is said twice in two ways', async () => {
    const whole = 'It must be an integer, 0 or more.';
    for (const value of [1.5, -1, '1e3', '', ' 5', '1.0']) {
      await refused(400, `item_value: ${whole}`, { item_value: value });
    }
    await refused(400, `good_quantity: ${whole}`, { good_quantity: 'two' });
    await refused(400, /^cod_amount: /, { cod_amount: null });
    const instant = 'order_created_time: It must be Unix seconds or milliseconds, or ISO 8601 with its offset.';
    for (const time of ['yesterday', '2022-04-06 06:05', '2022-13-06T06:05:00Z', '2022-02-30T06:05:00Z', -5]) {
      await refused(400, instant, { order_created_time: time });
    }
    await refused(400, 'order_created_time: It lies in the future.', { order_created_time: '2036-01-01T00:00:00Z' });
    await refused(400, 'drop_up_address: drop_off_address says something else.', { drop_off_address: 'x' });
    await refused(400, /^customer_name: /, { customer_name: 'x'.repeat(256) });
    await refused(400, /^customer_name: /, { customer_name: 5 });
    for (const name of ['tracking_number', 'customer_name', 'drop_up_address', 'goods_description']) {
      await refused(400, `${name}: It must not be blank.`, { [name]: ' \n' });
    }
  });

  it('comes from the rules of the product', async () => {
    await refused(422, 'product_code: There is no such insurance product.', { product_code: 'another' });
    await refused(422, 'item_value: The goods are worth less than the product insures.', { item_value: 9_999 });
    await refused(422, 'item_value: The goods are worth more than the product insures.', { item_value: 50_000_001 });
    await refused(422, 'premium_amount: The premium is not that of the product.', { premium_amount: 13_999 });
    await refused(422, 'item_value: The goods are worth less than the product insures.', { tracking_number: 'AHA123456', item_value: 1 }); // prettier-ignore
  });

  it('is one for a signature that is missing, wrong, or another’s', async () => {
    const signed = (secret: string) => signConcatenated(secret, 'REFUSED', '15000');
    for (const signature of [undefined, null, '', 5, signed('x'), signed(partner.secret).slice(1)]) {
      assert.deepEqual(await house.post('orders', submission({ tracking_number: 'REFUSED', signature })), wrong);
    }
  });

  it('answers what is no JSON, and too much of it, in the same shape', async () => {
    for (const payload of ['{', '[]', '{"a":1e999}', JSON.stringify({ a: 'x'.repeat(2_000_000) })]) {
      const { status, body } = await house.post('orders', payload);
      assert.ok(status === 400 || status === 413, String(status));
      assert.deepEqual([body['status'], typeof body['message']], ['error', 'string']);
    }
  });
});
