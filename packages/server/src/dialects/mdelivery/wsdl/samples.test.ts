/** The documents' own samples are what the schemas describe, and what nobody documented is not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { copyElement, textOf } from '../../../lib/xml/element.ts';
import { messageLimits } from '../../../lib/xml/limits.ts';
import { readSchema, type Schema } from '../../../lib/xml/schema.ts';
import { withDocument } from '../../../lib/xml/with-document.ts';
import { element, type Xml } from '../../../lib/xml/write-element.ts';
import { XmlFault } from '../../../lib/xml/xml-fault.ts';

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const provider = readSchema(file('provider.xsd'));
const mpay = readSchema(file('mpay.xsd'));
const m = { xmlns: 'urn:waybill:mdelivery:1' };

/** @returns the words of the fault; null when there is none */
function check(schema: Schema, { text }: Pick<Xml, 'text'>): string | null {
  try {
    withDocument(Buffer.from(text), messageLimits, ({ root }) => schema.check(root));
    return null;
  } catch (error) {
    assert.ok(error instanceof XmlFault, String(error));
    return error.message;
  }
}

/** JSON as the SOAP operations write it: the same names in the same order, lists as repeated elements. */
const toXml = (name: string, value: unknown): Xml | readonly Xml[] => {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => toXml(name, one));
  if (typeof value !== 'object' || value === null) return element(name, {}, String(value));
  return element(name, {}, Object.entries(value).map(([key, one]) => toXml(key, one))); // prettier-ignore
};

// the three samples of the API reference, as they stand there
const details = {
  id: 'string',
  isPaid: true,
  status: 'AwaytingPayment',
  message: 'string',
  receiver: { type: 'Person', id: 'string', name: 'string', firstName: 'string', email: 'string', phone: 'string' },
  pickupPointCode: 'string',
  orderSubmittedAt: '2022-04-18T20:03:38.005Z',
  deliveryAcceptedUntil: '2022-04-19T20:03:38.005Z',
  estimatedReadyAt: '2022-04-25T20:03:38.005Z',
  products: [
    {
      code: 'string',
      description: 'string',
      price: 50,
      quantity: 1,
      length: 0,
      width: 0,
      height: 0,
      weight: 0,
      holderID: 'string',
      holderName: 'string',
      holderFirstName: 'string',
    },
  ],
};
const status = {
  status: 'Ready',
  message: 'test',
  carrierName: 'Muvi Express',
  trackingID: '0220106997753968',
  carrierEstimatedDeliveryStart: '2022-01-20T15:20:52.923Z',
  carrierEstimatedDeliveryEnd: '2022-01-20T15:20:52.923Z',
  carrierCost: 65,
};
const changes = [
  { serviceID: '1', orderID: 'o5581066056252949999', status: 'Ready' },
  { serviceID: '1', orderID: 'o5581309365303909999', status: 'Ready' },
];
const ids = { serviceID: '1', orderID: 'o7741072598796449999' };
const wrap = (name: string, fields: Readonly<Record<string, unknown>>): Xml =>
  element(name, m, Object.entries(fields).map(([key, value]) => toXml(key, value))); // prettier-ignore

test('the three samples of the API reference are valid', () => {
  for (const sample of [
    wrap('GetOrderDetails', ids),
    wrap('GetOrderDetailsResponse', { order: details }),
    wrap('PutDeliveryStatus', { ...ids, ...status }),
    wrap('PutDeliveryStatusResponse', {}),
    wrap('GetDeliveryChanges', { serviceID: '1' }),
    wrap('GetDeliveryChangesResponse', { change: changes }),
    wrap('GetDeliveryChangesResponse', {}),
  ])
    assert.equal(check(provider, sample), null, sample.text);
});

/** The table of the API reference: what must be there (M) and what may be left out (O), in order. */
const mandatory = {
  GetOrderDetails: { serviceID: 'M', orderID: 'M' },
  PutDeliveryStatus: {
    serviceID: 'M',
    orderID: 'M',
    status: 'M',
    message: 'O',
    carrierName: 'M',
    trackingID: 'M',
    carrierEstimatedDeliveryStart: 'O',
    carrierEstimatedDeliveryEnd: 'O',
    carrierCost: 'O',
  },
  GetDeliveryChanges: { serviceID: 'M' },
} as const;

for (const [name, fields] of Object.entries(mandatory))
  test(`${name} without one field is valid when the document says so`, () => {
    const whole: Readonly<Record<string, unknown>> = { ...ids, ...status };
    const sent = Object.fromEntries(Object.keys(fields).map((key) => [key, whole[key]]));
    for (const [key, need] of Object.entries(fields)) {
      const { [key]: _left, ...rest } = sent;
      const words = check(provider, wrap(name, rest));
      if (need === 'O') assert.equal(words, null, key);
      else assert.match(words ?? '', new RegExp(`${key}\\b`), key);
    }
  });

test('details without their optional fields are valid', () => {
  const { message: _message, pickupPointCode: _code, receiver: _receiver, products: _products, ...rest } = details;
  const { isPaid, id, status: word, ...times } = rest;
  const product = { price: '0.50', quantity: 2, length: 20, width: 15, height: 5, weight: 0.25 };
  const order = { id, isPaid, status: word, receiver: { type: 'Organization', id: '1003600000000' }, ...times, products: [product, product] }; // prettier-ignore
  assert.equal(check(provider, wrap('GetOrderDetailsResponse', { order })), null);
});

test('each documented status is valid in both spellings, and no other word is', () => {
  const words = 'AwaitingPayment Paid Processing Cancelled Expired Ready AwaitingPickup Delivering Delivered Confirmed Problem Returning Returned Unknown'; // prettier-ignore
  for (const word of [...words.split(' '), 'AwaytingPayment'])
    assert.equal(check(provider, wrap('PutDeliveryStatus', { ...ids, ...status, status: word })), null, word);
  for (const word of ['ready', 'Canceled', 'Shipped', '', 'Ready ', 'AwaitingPayement'])
    assert.equal(
      check(provider, wrap('PutDeliveryStatus', { ...ids, ...status, status: word })),
      'status is none of the documented values.',
    );
});

test('values beyond what we keep are refused with the name of the field', () => {
  const put = (more: object) => check(provider, wrap('PutDeliveryStatus', { ...ids, ...status, ...more }));
  assert.equal(put({ orderID: 'x'.repeat(101) }), 'orderID is too long.');
  assert.equal(put({ orderID: '' }), 'orderID is too short.');
  assert.equal(put({ carrierName: 'ă'.repeat(255), message: 'ă'.repeat(1000) }), null);
  assert.equal(put({ carrierName: 'ă'.repeat(256) }), 'carrierName is too long.');
  assert.equal(put({ message: 'x'.repeat(1001) }), 'message is too long.');
  assert.equal(put({ carrierCost: '65.005' }), 'carrierCost has too many decimal places.');
  assert.equal(put({ carrierCost: '-1' }), 'carrierCost is too small.');
  assert.equal(put({ carrierCost: '1e3' }), 'carrierCost is not a valid Amount.');
  assert.equal(put({ carrierEstimatedDeliveryEnd: '20.01.2022' }), 'carrierEstimatedDeliveryEnd is not a valid xs:dateTime.'); // prettier-ignore
});

// bodies of MPay's published sample messages; long lists of properties are shortened, names of people are the samples'
const query = `<mpay:GetOrderDetails xmlns:mpay="https://mpay.gov.md">
<!--Optional:-->
<mpay:query>
<!--Optional:-->
<mpay:Language>RO</mpay:Language>
<mpay:OrderKey>MDS02250710092629689</mpay:OrderKey>
<mpay:ServiceID>MDS02</mpay:ServiceID>
</mpay:query>
</mpay:GetOrderDetails>`;
const orders = `<GetOrderDetailsResponse xmlns="https://mpay.gov.md"><GetOrderDetailsResult><OrderDetails xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<Currency>MDL</Currency><CustomerID>2006022048426</CustomerID><CustomerName>Nume Prenume</CustomerName><CustomerType>Person</CustomerType>
<IssuedAt>2025-07-10T09:26:29.463</IssuedAt><Lines><OrderLine><AllowAdvancePayments>false</AllowAdvancePayments><AllowPartialPayments>false</AllowPartialPayments>
<AmountDue>9267.00</AmountDue><DestinationAccount><BankAccount>MD77TRGAAA14153401000000</BankAccount><BankCode>TREZMD2X</BankCode><BankFiscalCode>1006601000255</BankFiscalCode>
<BeneficiaryName>Agenția Moldsilva</BeneficiaryName></DestinationAccount><LineID>Base:1|Nb-1</LineID><Properties><OrderProperty><DisplayName>Descrierea plății</DisplayName>
<Id>7254f94c-6da5-4b3e-be53-613b84c5ca96</Id><IsVisible>true</IsVisible><Name>Description</Name><Required>true</Required><Type>LineDescription</Type>
<Value>Plata pentru arenda terenului fondului forestier</Value></OrderProperty></Properties><Reason>Agenția Moldsilva</Reason></OrderLine></Lines>
<OrderKey>MDS02250710092629689</OrderKey><Properties><OrderProperty><DisplayName>IDNP/IDNO plătitor</DisplayName><Id>75047d2458d74199aaee59c2016aa123</Id>
<Name>IDNP</Name><Required>true</Required><Type>idn</Type><Value>2006022048426</Value></OrderProperty></Properties>
<Reason>Agenția Moldsilva plata pentru arenda terenului fondului
forestier</Reason><ServiceID>MDS02</ServiceID><Status>Active</Status><TotalAmountDue>9267.00</TotalAmountDue></OrderDetails></GetOrderDetailsResult></GetOrderDetailsResponse>`;
const confirmation = `<ConfirmOrderPayment xmlns="https://mpay.gov.md"><confirmation xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<Currency>MDL</Currency><InvoiceID>00069002233014</InvoiceID><Lines><PaymentConfirmationLine><Amount>9267.00</Amount><DestinationAccount /><LineID>Base:1|Nb-1</LineID>
<Properties><PaymentProperty><Name>Cont beneficiar</Name><Value>MD77TRGAAA14153401000000</Value></PaymentProperty><PaymentProperty><Name>HO:Date</Name><Value>25.01.2025</Value></PaymentProperty></Properties>
</PaymentConfirmationLine></Lines><OrderKey>MDS02250710092629689</OrderKey><PaidAt>2025-07-10T10:51:23</PaidAt><PaymentID>79042133</PaymentID>
<Properties><PaymentProperty><Name>Bank</Name><Value>MAIB (Card)</Value></PaymentProperty></Properties><ServiceID>MDS02</ServiceID><TotalAmount>9267.00</TotalAmount></confirmation></ConfirmOrderPayment>`;

test('the samples of MPay’s guide are valid, both ways', () => {
  for (const text of [query, orders, confirmation, '<ConfirmOrderPaymentResponse xmlns="https://mpay.gov.md" />'])
    assert.equal(check(mpay, { text }), null, text.slice(0, 60));
});

test('members of MPay that are not there, or that say nil, are taken where they are optional', () => {
  const nil = (name: string) => `<${name} i:nil="true" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>`;
  const without = (text: string, name: string) =>
    text.replace(new RegExp(`<(\\w+:)?${name}>[^<]*</(\\w+:)?${name}>`), '');
  const instead = (text: string, name: string) => text.replace(new RegExp(`<${name}>[^<]*</${name}>`), nil(name));
  assert.equal(check(mpay, { text: without(query, 'Language') }), null);
  assert.equal(check(mpay, { text: without(confirmation, 'InvoiceID') }), null);
  assert.equal(check(mpay, { text: instead(confirmation, 'InvoiceID') }), null);
  assert.equal(check(mpay, { text: confirmation.replace('<DestinationAccount />', nil('DestinationAccount')) }), null);
  for (const name of ['PaymentID', 'OrderKey', 'ServiceID']) {
    assert.match(check(mpay, { text: without(confirmation, name) }) ?? '', new RegExp(name));
    assert.equal(check(mpay, { text: instead(confirmation, name) }), `${name} may not be nil.`);
  }
  assert.equal(
    check(mpay, { text: confirmation.replace('MDL', 'lei') }),
    'Currency does not have the documented form.',
  );
  assert.equal(check(mpay, { text: confirmation.replace('>9267.00</T', '>9 267,00</T') }), 'TotalAmount is not a valid xs:decimal.'); // prettier-ignore
});

test('members of MPay stand in alphabetical order, as the guide demands', () => {
  for (const list of file('mpay.xsd').matchAll(/<xs:complexType name="\w+">\s*<xs:sequence>(.*?)<\/xs:sequence>/gs)) {
    const names = [...(list[1] ?? '').matchAll(/<xs:element name="(\w+)"/g)].map(([, name = '']) => name);
    assert.ok(names.length > 0);
    assert.deepEqual(names, names.toSorted());
  }
});

test('an order’s key is read as it was sent', () => {
  const key = withDocument(Buffer.from(query), messageLimits, ({ root }) => {
    const sent = copyElement(root).elements[0];
    return sent ? textOf(sent, 'OrderKey') : null;
  });
  assert.equal(key, 'MDS02250710092629689');
});
