/** The three operations over SOAP, as the soap package and bare messages call them over a socket. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it, test } from 'node:test';
import { promisify } from 'node:util';
import { createClientAsync } from 'soap';
import { fixture } from '../../../test/fixture.ts';
import { makeAuthority } from '../../../test/make-authority.ts';
import { openMDeliveryHouse, type MDeliveryHouse, type Seller } from '../../../test/mdelivery-house.ts';
import { callOf, faultOf, type Call } from '../../../test/soap-client.ts';
import { DomainError } from '../../domain/errors.ts';
import { fingerprintOf, parseCertificate } from '../../lib/client-certificate.ts';
import { envelopeNamespaces, soapVersions, type SoapVersion } from '../../lib/soap/soap-version.ts';
import { statusOfFault } from '../../lib/soap/soap-fault.ts';
import { registerCertificate } from '../../use-cases/account/manage-credentials.ts';
import { advanceDelivery } from '../../use-cases/delivery/advance-delivery.ts';
import { setGrants } from '../../use-cases/public-order/public-services.ts';
import { toSoapFault } from './soap/faults.ts';

const urn = 'urn:waybill:mdelivery:1';
const type = { '1.1': 'text/xml; charset=utf-8', '1.2': 'application/soap+xml; charset=utf-8' } as const;
let house: MDeliveryHouse;
let seller: Seller;
before(async () => {
  house = await openMDeliveryHouse({ clientCertificates: { proxies: ['127.0.0.1'], header: 'client-cert' } });
  seller = await house.seller({ mdeliverySpelling: 'sample' });
});
after(() => house.close());

const bearer = (one = seller) => ({ authorization: `Bearer ${one.asker.token}` });
const send = async (body: string, headers: Record<string, string>) => {
  const answer = await fetch(`${house.origin}/mdelivery/soap`, { method: 'POST', body, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const envelope = (version: SoapVersion, body: string, header = '') =>
  `<e:Envelope xmlns:e="${envelopeNamespaces[version]}">${header}<e:Body>${body}</e:Body></e:Envelope>`;
/** A bare message. @param headers in place of the credential's */
const ask = (version: SoapVersion, body: string, headers: Record<string, string> = bearer()) =>
  send(envelope(version, body), { 'content-type': type[version], ...headers });
const answerOf = (version: SoapVersion, body: string) =>
  `<?xml version="1.0" encoding="utf-8"?><Envelope xmlns="${envelopeNamespaces[version]}"><Body>${body}</Body></Envelope>`;
const changesOf = (serviceID: string) => `<GetDeliveryChanges xmlns="${urn}"><serviceID>${serviceID}</serviceID></GetDeliveryChanges>`; // prettier-ignore
const detailsOf = (orderID: string, serviceID = '1') =>
  `<GetOrderDetails xmlns="${urn}"><serviceID>${serviceID}</serviceID><orderID>${orderID}</orderID></GetOrderDetails>`;
const report = fixture('mdelivery', 'put-delivery-status.request') as Readonly<Record<string, string | number>>;
const putOf = (orderID: string, change: Readonly<Record<string, string | number>> = {}) => {
  const fields = { serviceID: '1', orderID, ...report, ...change };
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<PutDeliveryStatus xmlns="${urn}">${elements.join('')}</PutDeliveryStatus>`;
};
const orderOf = async (orderId: string) =>
  (await house.rows(`select o.*, d.state from public_order o join delivery d on d.id = o.delivery_id where order_id = '${orderId}'`))[0] ?? assert.fail(orderId); // prettier-ignore

/** @returns version, side or code, words */
function faultIn(text: string): readonly [version: SoapVersion, code: string, words: string] {
  const [, eleven] = /<faultcode[^>]*>([^<]*)<\/faultcode>/.exec(text) ?? [];
  if (eleven !== undefined) return ['1.1', eleven, /<faultstring>([^<]*)</.exec(text)?.[1] ?? ''];
  const [, side, sub] = /<s:Code><s:Value>([^<]*)<\/s:Value>(?:<s:Subcode><s:Value[^>]*>([^<]*)<)?/.exec(text) ?? assert.fail(text); // prettier-ignore
  return ['1.2', sub ?? side ?? '', /<s:Text xml:lang="en">([^<]*)</.exec(text)?.[1] ?? ''];
}

for (const version of soapVersions) {
  test(`the document’s samples go over SOAP ${version} in the same words, by their whole bodies`, async () => {
    const own = await house.seller({ mdeliverySpelling: 'sample' });
    const orderId = 'o5581066056252949999';
    await own.place('awaiting_payment');
    const { deliveryId } = await own.place('paid', { orderId });
    const details = await ask(version, detailsOf('string'), bearer(own));
    assert.equal(details.headers.get('content-type'), type[version]);
    const holder =
      '<holderID>string</holderID><holderName>string</holderName><holderFirstName>string</holderFirstName>';
    assert.equal(
      details.text,
      answerOf(
        version,
        `<GetOrderDetailsResponse xmlns="${urn}"><order><id>string</id><isPaid>true</isPaid><status>AwaytingPayment</status>` +
          '<message>string</message><receiver><type>Person</type><id>string</id><name>string</name><firstName>string</firstName>' +
          '<email>string</email><phone>string</phone></receiver><pickupPointCode>string</pickupPointCode>' +
          '<orderSubmittedAt>2022-04-18T20:03:38.005Z</orderSubmittedAt><deliveryAcceptedUntil>2022-04-19T20:03:38.005Z</deliveryAcceptedUntil>' +
          '<estimatedReadyAt>2022-04-25T20:03:38.005Z</estimatedReadyAt><products><code>string</code><description>string</description>' +
          `<price>50</price><quantity>1</quantity><length>0</length><width>0</width><height>0</height><weight>0</weight>${holder}` +
          '</products></order></GetOrderDetailsResponse>',
      ),
    );

    await advanceDelivery(house.deps, own.caller, deliveryId, 'make_ready');
    await house.followUp();
    const change = `<change><serviceID>1</serviceID><orderID>${orderId}</orderID><status>Ready</status></change>`;
    const changes = (inside: string) => answerOf(version, inside === '' ? `<GetDeliveryChangesResponse xmlns="${urn}"/>` : `<GetDeliveryChangesResponse xmlns="${urn}">${inside}</GetDeliveryChangesResponse>`); // prettier-ignore
    assert.equal((await ask(version, changesOf('1'), bearer(own))).text, changes(change));
    // the answer has left, so it does not come again
    assert.equal((await ask(version, changesOf('1'), bearer(own))).text, changes(''));

    const put = await ask(version, putOf(orderId), bearer(own));
    assert.deepEqual([put.status, put.text], [200, answerOf(version, `<PutDeliveryStatusResponse xmlns="${urn}"/>`)]);
    const [row] = await house.rows(`select * from public_order where delivery_id = '${deliveryId}'`);
    const { remote_status, remote_message, carrier_name, tracking_id, carrier_from, carrier_until, carrier_cost } = row ?? assert.fail(); // prettier-ignore
    const instant = new Date('2022-01-20T15:20:52.923Z');
    assert.deepEqual(
      [remote_status, remote_message, carrier_name, tracking_id, carrier_from, carrier_until, carrier_cost],
      ['Ready', 'test', 'Muvi Express', '0220106997753968', instant, instant, 6500],
    );
  });

  test(`the soap package reads the description where it stands and calls over SOAP ${version}`, async () => {
    const orderID = `pack-${version}`;
    await seller.place('paid', { orderId: orderID, message: 'a <b> & „c”' });
    const client = await createClientAsync(`${house.origin}/mdelivery/soap?wsdl`, { forceSoap12Headers: version === '1.2' }); // prettier-ignore
    const port = version === '1.1' ? 'Soap11' : 'Soap12';
    const call = (operation: string): Call => callOf(client, 'MDelivery', port, operation);
    const [status] = await faultOf(call('GetOrderDetails')({ serviceID: '1', orderID }));
    assert.equal(status, 401);
    client.addHttpHeader('authorization', bearer().authorization);
    const [details] = await call('GetOrderDetails')({ serviceID: '1', orderID });
    const { order } = details as { order: Record<string, unknown> };
    assert.deepEqual([order['id'], order['status'], order['message']], [orderID, 'Paid', 'a <b> & „c”']);
    const put = { serviceID: '1', orderID, ...report, status: 'Delivering', message: null, carrierEstimatedDeliveryEnd: null }; // prettier-ignore
    assert.equal((await call('PutDeliveryStatus')(put))[0], null);
    assert.equal((await orderOf(orderID))['state'], 'in_transit');
    const [code, fault] = await faultOf(call('GetOrderDetails')({ serviceID: '1', orderID: 'none' }));
    assert.equal(code, version === '1.1' ? 500 : 400);
    assert.match(JSON.stringify(fault), /m:InvalidParameter.*The service has no such order/);
  });
}

describe('what is refused', () => {
  let other: Seller;
  before(async () => {
    other = await house.seller();
    await house.rows(`update public_service set code = 'theirs' where id = '${other.serviceId}'`);
    await seller.place('paid', { orderId: 'kept' });
  });

  type Case = readonly [what: string, body: string, statuses: readonly [number, number], code: string, words: RegExp];
  const cases: readonly Case[] = [
    ['an order that nobody has', detailsOf('none'), [500, 400], 'm:InvalidParameter', /^The service has no such order/],
    ['a service of another account', changesOf('theirs'), [403, 403], 'm:AuthenticationFailed', /not yours/],
    ['a service that nobody has', changesOf('none'), [403, 403], 'm:AuthenticationFailed', /not yours/],
    ['a word that nobody documented', putOf('kept', { status: 'Shipped' }), [400, 400], 'm:InvalidParameter', /^status is none of the documented values \(line 1\)\.$/], // prettier-ignore
    ['a cost finer than the money', putOf('kept', { carrierCost: '65.005' }), [400, 400], 'm:InvalidParameter', /^carrierCost has too many/], // prettier-ignore
    ['a cost beyond all money', putOf('kept', { carrierCost: '9'.repeat(30) }), [500, 400], 'm:InvalidParameter', /^carrierCost: /], // prettier-ignore
    ['a time of another millennium', putOf('kept', { carrierEstimatedDeliveryEnd: '1022-01-20T15:20:52Z' }), [500, 400], 'm:InvalidParameter', /^carrierEstimatedDeliveryEnd: It must be a time/], // prettier-ignore
    ['a message without its field', `<GetDeliveryChanges xmlns="${urn}"/>`, [400, 400], 'm:InvalidParameter', /serviceID/], // prettier-ignore
    ['an operation that is not here', `<Nothing xmlns="${urn}"/>`, [400, 400], 'm:InvalidParameter', /no operation of this service/], // prettier-ignore
    ['an operation of another namespace', changesOf('1').replace(urn, 'urn:x'), [400, 400], 'm:InvalidParameter', /no operation of this service/], // prettier-ignore
  ];
  for (const [what, body, statuses, code, words] of cases)
    it(`says so over both versions: ${what}`, async () => {
      for (const [index, version] of soapVersions.entries()) {
        const { status, text, headers } = await ask(version, body);
        assert.equal(headers.get('content-type'), type[version]);
        const [faultVersion, said, why] = faultIn(text);
        assert.deepEqual([status, faultVersion, said], [statuses[index], version, code], text);
        assert.match(why, words);
      }
      assert.deepEqual([(await orderOf('kept'))['state'], (await orderOf('kept'))['remote_status']], ['paid', null]);
    });

  it('is somebody who does not say who it is, before anything of the message is read', async () => {
    for (const [index, headers] of [
      {},
      { authorization: 'Bearer nonsense' },
      { authorization: 'Basic eDp5' },
    ].entries())
      for (const version of soapVersions) {
        const answer = await ask(version, index === 0 ? '<' : detailsOf('string'), headers);
        assert.deepEqual([answer.status, answer.headers.get('www-authenticate')], [401, 'Bearer'], answer.text);
        assert.deepEqual(faultIn(answer.text).slice(0, 2), [version, 'm:AuthenticationFailed']);
      }
  });

  it('is an envelope, a media type or an action of another kind', async () => {
    const message = (version: SoapVersion) => envelope(version, detailsOf('kept'));
    const faultFor = async (body: string, headers: Record<string, string>) => {
      const { status, text } = await send(body, { ...bearer(), ...headers });
      return [status, ...faultIn(text).slice(0, 2)];
    };
    assert.deepEqual(await faultFor(message('1.2'), { 'content-type': type['1.1'] }), [500, '1.1', 's:VersionMismatch']); // prettier-ignore
    assert.deepEqual(await faultFor(message('1.1'), { 'content-type': type['1.2'] }), [500, '1.2', 's:VersionMismatch']); // prettier-ignore
    assert.deepEqual(await faultFor(message('1.1'), { 'content-type': 'application/json' }), [415, '1.1', 's:Client']);
    assert.deepEqual(await faultFor(message('1.1'), { 'content-type': 'text/xml; charset=utf-16' }), [415, '1.1', 's:Client']); // prettier-ignore
    const wrong = { 'content-type': type['1.1'], soapaction: `"${urn}/GetDeliveryChanges"` };
    assert.deepEqual(await faultFor(message('1.1'), wrong), [400, '1.1', 'm:InvalidParameter']);
    const right = { ...wrong, ...bearer(), soapaction: `"${urn}/GetOrderDetails"` };
    assert.equal((await send(message('1.1'), right)).status, 200);
    const understood = envelope('1.2', detailsOf('kept'), `<e:Header><x:T xmlns:x="urn:x" e:mustUnderstand="true"/></e:Header>`); // prettier-ignore
    assert.deepEqual(await faultFor(understood, { 'content-type': type['1.2'] }), [500, '1.2', 's:MustUnderstand']);
    assert.deepEqual(await faultFor('', { 'content-type': type['1.1'] }), [400, '1.1', 'm:InvalidParameter']);
  });

  const laughs = ['lol', ...Array.from({ length: 9 }, (_, n) => `&l${n};`.repeat(10))].map((text, n) => `<!ENTITY l${n} "${text}">`); // prettier-ignore
  const inside = (start: string, words: string) => start + envelope('1.1', detailsOf(words));
  const hostile: Readonly<Record<string, string | Buffer>> = {
    'a billion laughs': inside(`<!DOCTYPE a [${laughs.join('')}]>`, '&l9;'),
    'one long entity, often': inside(`<!DOCTYPE a [<!ENTITY a "${'a'.repeat(50_000)}">]>`, '&a;'.repeat(4_000)),
    'a file': inside('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>', '&f;'),
    'a server inside': inside('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/evil.dtd">', 'kept'),
    'XInclude': envelope('1.1', detailsOf('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>')),
    '50,000 levels': envelope('1.1', detailsOf('<a>'.repeat(50_000))),
    '20,000 elements': envelope('1.1', detailsOf('<a/>'.repeat(20_000))),
    'UTF-16': Buffer.from(`\ufeff${envelope('1.1', detailsOf('kept'))}`, 'utf16le'),
    'UTF-7': inside('<?xml version="1.0" encoding="utf-7"?>', 'kept'),
    'a NUL': envelope('1.1', detailsOf('ke\0pt')),
    'half of a character': Buffer.concat([Buffer.from(envelope('1.1', detailsOf('kept'))), Buffer.from([0xc3])]),
    'no end': envelope('1.1', detailsOf('kept')).slice(0, -5),
  }; // prettier-ignore
  for (const [what, body] of Object.entries(hostile))
    it(`A11: is a hostile document, with a fault and nothing of it repeated: ${what}`, async () => {
      const headers = { 'content-type': type['1.1'], ...bearer() };
      const answer = await fetch(`${house.origin}/mdelivery/soap`, { method: 'POST', body, headers });
      const text = await answer.text();
      assert.equal(answer.status, 400, text);
      assert.deepEqual(faultIn(text).slice(0, 2), ['1.1', 'm:InvalidParameter']);
      assert.doesNotMatch(text, /root:|aaaa|lol/);
    });

  it('A11: is a document that is too large, before it is read', async () => {
    for (const [version, size] of [['1.1', 262_145], ['1.2', 20_000_000]] as const) {
      const { status, text } = await ask(version, `<!--${'x'.repeat(size)}-->${detailsOf('kept')}`);
      assert.deepEqual([status, ...faultIn(text).slice(0, 2)], [413, version, 'm:InvalidParameter']);
    } // prettier-ignore
  });

  it('is a caller that comes too often, with when to come again', async () => {
    const busy = await house.seller({ requestsPerSecond: 2 });
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask('1.2', changesOf('1'), bearer(busy))));
    const refusal = answers.find(({ status }) => status === 429) ?? assert.fail('nothing was refused');
    assert.equal(refusal.headers.get('retry-after'), '1');
    assert.deepEqual(faultIn(refusal.text), ['1.2', 'm:InvalidParameter', 'At most 2 requests a second are answered here.']); // prettier-ignore
  });
});

test('times without a zone are those of Chișinău', async () => {
  await seller.place('paid', { orderId: 'zoneless' });
  const times = { carrierEstimatedDeliveryStart: '2026-01-20T10:51:23', carrierEstimatedDeliveryEnd: '2026-07-20T10:51:23.5' }; // prettier-ignore
  assert.equal((await ask('1.1', putOf('zoneless', times))).status, 200);
  const { carrier_from, carrier_until } = await orderOf('zoneless');
  assert.deepEqual([carrier_from, carrier_until], [new Date('2026-01-20T08:51:23Z'), new Date('2026-07-20T07:51:23.500Z')]); // prettier-ignore
});

test('a client certificate that a named proxy passes on is as good as a token', async () => {
  const own = await house.seller();
  const { certificate } = await (await makeAuthority('CA')).issue({ name: 'MDelivery' });
  const shown = parseCertificate(certificate) ?? assert.fail();
  const header = { 'client-cert': `:${shown.raw.toString('base64')}:` };
  assert.equal((await ask('1.1', changesOf('1'), header)).status, 401);
  const named = { dialect: 'mdelivery', label: 'MDelivery', fingerprint: fingerprintOf(shown) };
  const { id } = await registerCertificate(house.deps, own.caller, named);
  assert.equal((await ask('1.1', changesOf('1'), header)).status, 403);
  await setGrants(house.deps, own.caller, own.serviceId, [id]);
  assert.equal((await ask('1.1', changesOf('1'), header)).status, 200);
});

test('the description is there for everybody, names its own address, and is no part of the OpenAPI document', async () => {
  const read = async (path: string) => {
    const answer = await fetch(`${house.origin}/mdelivery${path}`);
    return [answer.status, answer.headers.get('content-type'), await answer.text()] as const;
  };
  const [status, contentType, wsdl] = await read('/soap?wsdl');
  assert.deepEqual([status, contentType], [200, 'text/xml; charset=utf-8']);
  assert.equal(wsdl.split(`location="${house.origin}/mdelivery/soap"`).length, 3);
  assert.ok(wsdl.includes(`schemaLocation="${house.origin}/mdelivery/soap?xsd"`));
  assert.match((await read('/soap?xsd'))[2], /targetNamespace="urn:waybill:mdelivery:1"/);
  assert.equal((await read('/soap'))[0], 404);
  assert.doesNotMatch((await read('/openapi.json'))[2], /"\/mdelivery\/soap"/);
});

test('our own faults are the receiver’s, and say nothing of what failed', () => {
  const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const faults = [away, new Error('select x'), new DomainError('partner_unavailable', 'Later.')].map((error) => {
    const { side, code, message } = toSoapFault(error, urn);
    return [side, code?.name, message, ...soapVersions.map((version) => statusOfFault(version, toSoapFault(error, urn)))]; // prettier-ignore
  });
  assert.deepEqual(faults, [
    ['receiver', 'InternalError', 'We are not available at the moment. Try again.', 503, 503],
    ['receiver', 'InternalError', 'Something failed on our side.', 500, 500],
    ['receiver', 'InternalError', 'Later.', 500, 500],
  ]);
});

test('the parser, which is large, is not loaded before the first message', async () => {
  const code = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) { if (name === 'libxml2-wasm') throw new Error(context.parentURL); return next(name, context); } });
    await import('${new URL('index.ts', import.meta.url).href}');
    await import('${new URL('soap/provider-service.ts', import.meta.url).href}').then(() => process.exit(3), () => undefined);`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
});
