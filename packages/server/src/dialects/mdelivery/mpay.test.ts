/** What MPay asks and says, over HTTP: signed both ways, in the words of its guide. */
import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { createClientAsync, WSSecurityCert } from 'soap';
import { SignedXml } from 'xml-crypto';
import { makeCertificate } from '../../../test/make-certificate.ts';
import { mpayServiceId, openMpayHouse, type MpayAnswer, type MpayHouse } from '../../../test/mpay-house.ts';
import { callOf, faultOf } from '../../../test/soap-client.ts';
import * as signed from '../../../test/signed-message.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { cancelShippingOrder } from '../../use-cases/shipping-order/call-off.ts';

let all: MpayHouse;
before(async () => {
  all = await openMpayHouse();
});
after(() => all.close());

const xmlns = 'xmlns="https://mpay.gov.md"';
const query = (key: string, { service = mpayServiceId, language = '' } = {}) =>
  `<GetOrderDetails ${xmlns}><query>${language && `<Language>${language}</Language>`}<OrderKey>${key}</OrderKey><ServiceID>${service}</ServiceID></query></GetOrderDetails>`;
interface Wish {
  readonly total?: string;
  readonly paymentId?: string;
  readonly currency?: string;
  readonly service?: string;
  readonly paidAt?: string;
  readonly lines?: readonly string[];
}
/** As the guide's sample has it: an invoice, empty accounts, properties that nobody needs. */
const confirmation = (key: string, wish: Wish = {}) => {
  const { total = '195.00', paymentId = `7904-${key}`, currency = 'MDL', service = mpayServiceId, paidAt = '2025-07-10T10:51:23' } = wish; // prettier-ignore
  const line = (amount: string) =>
    `<PaymentConfirmationLine><Amount>${amount}</Amount><DestinationAccount /><LineID>Order</LineID><Properties><PaymentProperty><Name>Cont beneficiar</Name><Value>MD77TRGAAA14153401000000</Value></PaymentProperty></Properties></PaymentConfirmationLine>`;
  return `<ConfirmOrderPayment ${xmlns}>
<confirmation xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<Currency>${currency}</Currency><InvoiceID>00069002233014</InvoiceID><Lines>${(wish.lines ?? [total]).map(line).join('')}</Lines>
<OrderKey>${key}</OrderKey><PaidAt>${paidAt}</PaidAt><PaymentID>${paymentId}</PaymentID>
<Properties><PaymentProperty><Name>Bank</Name><Value>MAIB (Card)</Value></PaymentProperty></Properties>
<ServiceID>${service}</ServiceID><TotalAmount>${total}</TotalAmount></confirmation></ConfirmOrderPayment>`;
};

/** The answer's Body, as it was signed: xml-crypto has a parser and a canonicalisation of its own. */
function bodyOf({ text }: MpayAnswer): string {
  const signature = /<Signature .*<\/Signature>/s.exec(text)?.[0] ?? assert.fail(`not signed: ${text}`);
  const checker = new SignedXml({ publicCert: all.ours.certificate, idMode: 'wssecurity' });
  checker.loadSignature(signature);
  assert.ok(checker.checkSignature(text));
  const body = checker.getSignedReferences().find((one) => one.startsWith('<Body') || one.startsWith('<s:Body'));
  assert.ok(body && checker.getSignedReferences().length === 2, text);
  return /^<[^>]*>(.*)<\/(?:s:)?Body>$/s.exec(body)?.[1] ?? assert.fail(body);
}

/** Of a fault that we have signed. */
function faultIn(answer: MpayAnswer): readonly [status: number, code: string, words: string] {
  const body = bodyOf(answer);
  const [, code = ''] = /<faultcode[^>]*>([^<]*)</.exec(body) ?? assert.fail(body);
  return [answer.status, code, /<faultstring>([^<]*)</.exec(body)?.[1] ?? ''];
}

const amounts = ({ orderAmount, deliveryCost }: ShippingOrder) =>
  [orderAmount, deliveryCost, orderAmount + deliveryCost].map((minor) => (minor / 100).toFixed(2));
const totalOf = (order: ShippingOrder) => amounts(order)[2] ?? assert.fail();
const paymentsOf = async ({ id }: ShippingOrder) =>
  (await all.payments()).filter((one) => one['shipping_order_id'] === id);

test('an order is told as the guide’s reply has it, its whole body, in the language that is asked for', async () => {
  const order = await all.house.placed({ orderId: 'o7741072598796449999' });
  const [goods, way, total] = amounts(order);
  const line = (id: string, amount: string | undefined, reason: string) =>
    '<OrderLine><AllowAdvancePayments>false</AllowAdvancePayments><AllowPartialPayments>false</AllowPartialPayments>' +
    `<AmountDue>${amount}</AmountDue><DestinationAccount></DestinationAccount><LineID>${id}</LineID><Reason>${reason}</Reason></OrderLine>`;
  const property = (display: string, name: string, value: string) =>
    `<OrderProperty><DisplayName>${display}</DisplayName><Name>${name}</Name><Value>${value}</Value></OrderProperty>`;
  const told = ([whole = '', first = '', second = '']: readonly string[]) =>
    `<GetOrderDetailsResponse ${xmlns}><GetOrderDetailsResult><OrderDetails><Currency>MDL</Currency><CustomerID>2000000000000</CustomerID>` +
    '<CustomerName>Rusu Ion</CustomerName><CustomerType>Person</CustomerType>' +
    `<DueDate>${order.payUntil.toISOString()}</DueDate><IssuedAt>${order.createdAt.toISOString()}</IssuedAt>` +
    `<Lines>${line('Order', goods, first)}${line('Delivery', way, second)}</Lines><OrderKey>${order.number}</OrderKey>` +
    `<Properties>${property('Numărul livrării', 'DeliveryID', order.number)}${property('Numărul comenzii', 'OrderID', 'o7741072598796449999')}</Properties>` +
    `<Reason>${whole}</Reason><ServiceID>WAYBILL01</ServiceID><Status>Active</Status><TotalAmountDue>${total}</TotalAmountDue></OrderDetails>` +
    '</GetOrderDetailsResult></GetOrderDetailsResponse>';
  const { number } = order;
  const ro = [`Livrarea nr. ${number}`, 'Comanda o7741072598796449999', 'Livrarea la domiciliu'];
  const words: Readonly<Record<string, readonly string[]>> = {
    '': ro,
    RO: ro,
    de: ro,
    ru: [`Доставка № ${number}`, 'Заказ o7741072598796449999', 'Доставка на дом'],
    EN: [`Delivery no. ${number}`, 'Order o7741072598796449999', 'Home delivery'],
  };
  for (const [language, texts] of Object.entries(words)) {
    const answer = await all.ask(query(number, { language }));
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/xml; charset=utf-8']);
    assert.equal(bodyOf(answer), told(texts));
  }
});

test('texts are cut to what MPay takes, a nameless customer is called by its number, and what is paid already is no line', async () => {
  const receiver = { type: 'Organization', id: '1003600000000', name: null, firstName: null, email: null, phone: null } as const; // prettier-ignore
  const order = await all.house.placed({ orderId: '𐐷'.repeat(40) + 'x'.repeat(60), isPaid: true, receiver });
  const body = bodyOf(await all.ask(query(order.number)));
  assert.match(body, /<CustomerName>1003600000000<\/CustomerName><CustomerType>Organization</);
  assert.equal(body.split('<OrderLine>').length, 2);
  assert.match(body, /<LineID>Delivery</);
  const named = await all.house.placed({ orderId: '𐐷'.repeat(60), receiver: { ...receiver, name: 'ț'.repeat(70) } });
  const texts = [...bodyOf(await all.ask(query(named.number))).matchAll(/<(Reason|CustomerName)>([^<]*)</g)];
  assert.deepEqual(texts.map(([, , text = '']) => Array.from(text).length), [60, 50, 21, 29]); // prettier-ignore
});

test('a key that nobody has finds nothing, and another service is unknown', async () => {
  const { status, ...answer } = await all.ask(query('nobody'));
  assert.equal(status, 200);
  assert.equal(bodyOf({ status, ...answer }), `<GetOrderDetailsResponse ${xmlns}><GetOrderDetailsResult></GetOrderDetailsResult></GetOrderDetailsResponse>`); // prettier-ignore
  const order = await all.house.placed();
  assert.deepEqual(faultIn(await all.ask(query(order.number, { service: 'MDS02' }))), [500, 'm:UnknownService', 'The service is not known here.']); // prettier-ignore
});

test('P6: a payment is confirmed once, however often it is told, and its signed message is kept', async () => {
  const order = await all.house.placed();
  const text = confirmation(order.number, { total: totalOf(order) });
  const nothing = `<ConfirmOrderPaymentResponse ${xmlns}></ConfirmOrderPaymentResponse>`;
  const message = signed.signMessage({ certificate: all.mpay, payload: text, now: all.house.deps.now() });
  for (const one of [message, message]) assert.equal(bodyOf(await all.post(one)), nothing);
  const again = text.replace('10:51:23<', '10:51:23.003<').replace('MAIB (Card)', 'MAIB');
  assert.equal(bodyOf(await all.ask(again)), nothing);
  const [payment, ...more] = await paymentsOf(order);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [payment?.['payment_id'], payment?.['invoice_id'], payment?.['outcome'], payment?.['message']],
    [`7904-${order.number}`, '00069002233014', 'applied', message],
  );
  // the sample's time has no zone
  assert.deepEqual(payment?.['paid_at'], new Date('2025-07-10T07:51:23Z'));
  assert.equal((await all.house.read(order)).status, 'paid');
  const [actor] = await all.house.database.db.selectFrom('event').select('actor').where('aggregate_id', '=', order.id).where('type', '=', 'shipping_order.paid').execute(); // prettier-ignore
  assert.equal(actor?.actor, 'MPay');
});

test('where an order stands for MPay', async () => {
  const { house } = all;
  const { caller } = house.tenant.identity;
  const order = await house.placed();
  const told = async () => {
    const body = bodyOf(await all.ask(query(order.number)));
    return [/<Status>(\w+)</.exec(body)?.[1], /<TotalAmountDue>([\d.]+)</.exec(body)?.[1]];
  };
  assert.deepEqual(await told(), ['Active', totalOf(order)]);
  await all.ask(confirmation(order.number, { total: totalOf(order) }));
  assert.deepEqual(await told(), ['Paid', '0.00']);
  await cancelShippingOrder(house.deps, caller, order.id, null);
  assert.deepEqual(await told(), ['Refunding', '0.00']);
});

describe('a confirmation that does not fit', () => {
  let order: ShippingOrder;
  before(async () => {
    order = await all.house.placed();
    await all.ask(confirmation(order.number, { total: totalOf(order), paymentId: 'known' }));
  });
  const cases: readonly (readonly [string, Wish, code: string, words: RegExp])[] = [
    ['for another service', { service: 'MDS02' }, 'UnknownService', /not known/],
    ['with a number that is taken', { paymentId: 'known', total: '1.00' }, 'InvalidParameter', /^PaymentID: It stands for another payment/], // prettier-ignore
    ['in other money', { currency: 'EUR' }, 'InvalidParameter', /^Currency: The order is paid in MDL/],
    ['finer than money', { total: '1.001' }, 'InvalidParameter', /^TotalAmount: It is no amount of MDL/],
    ['of nothing', { total: '0' }, 'InvalidParameter', /^TotalAmount: It must be more than nothing/],
    ['of less than nothing', { total: '-.50' }, 'InvalidParameter', /^TotalAmount: /],
    ['of another sum', { total: '2.00', lines: ['1.00', '.5'] }, 'InvalidParameter', /^Lines: /],
    [
      'with a line finer than money',
      { total: '1.00', lines: ['1.001'] },
      'InvalidParameter',
      /^Lines: It is no amount/,
    ],
    ['of another age', { paidAt: '1025-07-10T10:51:23' }, 'InvalidParameter', /^PaidAt: It must be a time/],
    ['with a number that is too long', { paymentId: 'x'.repeat(37) }, 'InvalidParameter', /^PaymentID is too long/],
  ];
  for (const [what, wish, code, words] of cases)
    it(`is refused with a signed fault and changes nothing: ${what}`, async () => {
      const before_ = await paymentsOf(order);
      const [status, said, why] = faultIn(await all.ask(confirmation(order.number, { paymentId: 'new', ...wish })));
      assert.deepEqual([status, said], [500, `m:${code}`], why);
      assert.match(why, words);
      assert.deepEqual(await paymentsOf(order), before_);
    });

  it('is refused for an order that nobody has, and for less than an order awaits', async () => {
    assert.deepEqual(faultIn(await all.ask(confirmation('nobody'))), [500, 'm:UnknownOrder', 'No order has this key.']);
    const unpaid = await all.house.placed();
    const [, code, words] = faultIn(await all.ask(confirmation(unpaid.number, { total: '1.00' })));
    assert.deepEqual([code, words], ['m:InvalidParameter', 'TotalAmount: It must be the whole amount that is due.']);
    assert.deepEqual([(await all.house.read(unpaid)).status, await paymentsOf(unpaid)], ['awaiting_payment', []]);
  });

  it('is taken when it is a second payment, or late, and is to go back', async () => {
    await all.ask(confirmation(order.number, { total: '+3.', paymentId: 'second' }));
    const late = await all.house.placed();
    await cancelShippingOrder(all.house.deps, all.house.tenant.identity.caller, late.id, null);
    assert.equal((await all.ask(confirmation(late.number, { total: totalOf(late) }))).status, 200);
    const outcomes = [...(await paymentsOf(order)), ...(await paymentsOf(late))].map((one) => [one['outcome'], one['amount']]); // prettier-ignore
    assert.deepEqual(outcomes, [['applied', Math.round(Number(totalOf(order)) * 100)], ['excess', 300], ['after_end', Math.round(Number(totalOf(late)) * 100)]]); // prettier-ignore
  });
});

describe('a message that MPay did not sign as it stands', () => {
  let order: ShippingOrder;
  let text: string;
  let payload: string;
  before(async () => {
    order = await all.house.placed();
    payload = confirmation(order.number, { total: totalOf(order) });
    text = signed.signMessage({ certificate: all.mpay, payload, now: all.house.deps.now() });
  });
  const bodyIn = (message: string) => /<soapenv:Body .*<\/soapenv:Body>/s.exec(message)?.[0] ?? assert.fail();
  /** Pays another order with what was signed for one. */
  const forged = () => bodyIn(text).replace(/<OrderKey>[^<]*</, '<OrderKey>EVIL<');
  const hidden = (body: string) => text.replace(bodyIn(text), () => body).replace('<soapenv:Header>', () => `<soapenv:Header><x xmlns="urn:x">${bodyIn(text)}</x>`); // prettier-ignore
  const aMinute = 60_000;
  const at = (minutes: number) => new Date(all.house.deps.now().getTime() + minutes * aMinute);
  const attacks: Readonly<Record<string, () => string | Promise<string>>> = {
    'no signature at all': () => text.replace(/<soapenv:Header>.*<\/soapenv:Header>/s, ''),
    'a changed amount': () => text.replace(/<TotalAmount>\d/, '<TotalAmount>9'),
    'one space more': () => text.replace('<Currency>MDL', '<Currency> MDL'),
    'a stranger’s certificate': async () => signed.signMessage({ certificate: await makeCertificate({ name: 'MPay' }), payload, now: at(0) }), // prettier-ignore
    'our own certificate': () => signed.signMessage({ certificate: all.ours, payload, now: at(0) }),
    'SHA-1': () => signed.signMessage({ certificate: all.mpay, payload, now: at(0), method: signed.rsaSha1, digest: signed.sha1 }), // prettier-ignore
    'a Body that is not signed': () => signed.signMessage({ certificate: all.mpay, payload, now: at(0), signed: ["//*[local-name()='Timestamp']"] }), // prettier-ignore
    'a message that is over': () => signed.signMessage({ certificate: all.mpay, payload, now: at(-10) }),
    'a message of the future': () => signed.signMessage({ certificate: all.mpay, payload, now: at(3) }),
    'a message that lasts an hour': () => signed.signMessage({ certificate: all.mpay, payload, now: at(0), lifeMs: 60 * aMinute }), // prettier-ignore
    'wrapping: the signed Body in the header, another in its place': () => hidden(forged().replace('wsu:Id="id-1"', 'wsu:Id="id-2"')), // prettier-ignore
    'wrapping: the same Id twice': () => hidden(forged()),
    'wrapping: the Id on a sibling': () => text.replace('<soapenv:Header>', '<soapenv:Header><x xmlns="urn:x" Id="id-1"/>'), // prettier-ignore
    'a second Security': () => text.replace('</soapenv:Header>', () => `${/<wsse:Security.*<\/wsse:Security>/s.exec(text)?.[0] ?? ''}</soapenv:Header>`), // prettier-ignore
  };
  for (const [what, make] of Object.entries(attacks))
    it(`P7: is refused with a fault that we have signed, and pays nothing: ${what}`, async () => {
      const answer = await all.post(await make());
      assert.deepEqual(faultIn(answer).slice(0, 2), [500, 'm:AuthenticationFailed'], answer.text);
      assert.equal(answer.headers.get('www-authenticate'), null);
      assert.deepEqual(await paymentsOf(order), []);
    });

  const hostile: Readonly<Record<string, readonly [body: () => string, status: number, code: string]>> = {
    'two Bodies': [() => text.replace(bodyIn(text), () => forged() + bodyIn(text)), 500, 's:Client'],
    'entities': [() => `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(9999)}">]>${text}`, 500, 'm:InvalidParameter'],
    'too much': [() => text.replace('</soapenv:Envelope>', `<!--${'x'.repeat(300_000)}--></soapenv:Envelope>`), 413, 'm:InvalidParameter'],
    'no XML': [() => 'hello', 500, 'm:InvalidParameter'],
    'nothing': [() => '', 500, 'm:InvalidParameter'],
  }; // prettier-ignore
  for (const [what, [make, status, code]] of Object.entries(hostile))
    it(`A11: is refused before its signature is looked at: ${what}`, async () => {
      assert.deepEqual(faultIn(await all.post(make())).slice(0, 2), [status, code]);
      assert.deepEqual(await paymentsOf(order), []);
    });

  it('is no loss: the message as it was signed is taken', async () => {
    assert.equal((await all.post(text)).status, 200);
    assert.equal((await paymentsOf(order)).length, 1);
  });
});

const variants: Readonly<Record<string, ConstructorParameters<typeof WSSecurityCert>[3]>> = {
  'its defaults': {},
  'rsa-sha256': { signatureAlgorithm: signed.rsaSha256, digestAlgorithm: signed.sha256 },
  'rsa-sha1': { signatureAlgorithm: signed.rsaSha1, digestAlgorithm: signed.sha1 },
};
describe('the soap package in MPay’s place, where SHA-1 is allowed', () => {
  let own: MpayHouse;
  before(async () => {
    own = await openMpayHouse({ sha1: true });
  });
  after(() => own.close());

  for (const port of ['Soap11', 'Soap12'] as const)
    for (const [name, options] of Object.entries(variants))
      it(`reads the description, asks and pays over ${port} with ${name}`, async () => {
        const order = await own.house.placed();
        const client = await createClientAsync(`${own.origin}/mdelivery/mpay?wsdl`, { forceSoap12Headers: port === 'Soap12' }); // prettier-ignore
        client.setSecurity(new WSSecurityCert(own.mpay.key, own.mpay.certificate, '', options));
        const call = (operation: string) => callOf(client, 'ServiceProvider', port, operation);
        const asked = { query: { Language: 'ro', OrderKey: order.number, ServiceID: mpayServiceId } };
        const [details] = await call('GetOrderDetails')(asked);
        const [found] = (details as { GetOrderDetailsResult: { OrderDetails: Record<string, unknown>[] } }).GetOrderDetailsResult.OrderDetails; // prettier-ignore
        assert.deepEqual([found?.['Status'], found?.['TotalAmountDue']], ['Active', Number(totalOf(order))]);
        const [goods, way, total] = amounts(order);
        const line = (LineID: string, Amount: string | undefined) => ({ Amount, DestinationAccount: {}, LineID });
        const lines = { PaymentConfirmationLine: [line('Order', goods), line('Delivery', way)] };
        const told = { Currency: 'MDL', Lines: lines, OrderKey: order.number, PaidAt: '2026-11-23T10:00:00', PaymentID: order.number, ServiceID: mpayServiceId, TotalAmount: total }; // prettier-ignore
        await call('ConfirmOrderPayment')({ confirmation: told });
        assert.equal((await own.house.read(order)).status, 'paid');
        const [status, fault] = await faultOf(call('ConfirmOrderPayment')({ confirmation: { ...told, OrderKey: 'nobody' } })); // prettier-ignore
        assert.equal(status, port === 'Soap11' ? 500 : 400);
        assert.match(JSON.stringify(fault), /m:UnknownOrder/);
      });

  it('is told apart from a stranger', async () => {
    const stranger = await makeCertificate({ name: 'MPay' });
    const client = await createClientAsync(`${own.origin}/mdelivery/mpay?wsdl`);
    client.setSecurity(new WSSecurityCert(stranger.key, stranger.certificate, '', variants['rsa-sha256']));
    const asked = { query: { OrderKey: 'K1', ServiceID: mpayServiceId } };
    const [status, fault] = await faultOf(callOf(client, 'ServiceProvider', 'Soap11', 'GetOrderDetails')(asked));
    assert.equal(status, 500);
    assert.match(JSON.stringify(fault), /m:AuthenticationFailed/);
  });

  it('comes not more often than an address may', async () => {
    const answers = await Promise.all(Array.from({ length: 400 }, () => own.post('hello')));
    const refusal = answers.find(({ status }) => status === 429) ?? assert.fail('nothing was refused');
    assert.equal(refusal.headers.get('retry-after'), '1');
    assert.ok(answers.some(({ status }) => status === 500));
  });
});

test('nothing is there where MPay is not set up', async () => {
  for (const kind of ['off', 'sandbox'] as const) {
    const own = await openMpayHouse({ kind });
    try {
      assert.equal((await own.ask(query('x'))).status, 404);
      assert.equal((await fetch(`${own.origin}/mdelivery/mpay?wsdl`)).status, 404);
    } finally {
      await own.close();
    }
  }
});
