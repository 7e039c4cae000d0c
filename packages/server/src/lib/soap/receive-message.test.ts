/** Requests of both versions come in as one operation, or as the fault that the standard has for what is wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSchema } from '../xml/schema.ts';
import { answerVersion, receiveMessage, type Contract, type SoapRequest } from './receive-message.ts';
import { SoapFault, statusOfFault } from './soap-fault.ts';
import { envelopeNamespaces, soapVersions, type SoapVersion } from './soap-version.ts';

const namespace = 'urn:t';
const contract: Contract = {
  namespace,
  schema:
    readSchema(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" elementFormDefault="qualified">
    <xs:element name="Ask"><xs:complexType><xs:sequence><xs:element name="id" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
    <xs:element name="Tell" type="xs:string"/>
    <xs:element name="Hidden" type="xs:string"/>
  </xs:schema>`),
  operations: new Map([
    ['Ask', 'urn:t/Ask'],
    ['Tell', 'urn:t/Tell'],
  ]),
  codes: { invalid: 'InvalidParameter', unauthenticated: 'AuthenticationFailed' },
  signatures: null,
};

const ask = '<Ask xmlns="urn:t"><id>7</id></Ask>';
const type = { '1.1': 'text/xml; charset=utf-8', '1.2': 'application/soap+xml; charset=utf-8' };
const envelope = (version: SoapVersion, body: string, header = '') =>
  `<s:Envelope xmlns:s="${envelopeNamespaces[version]}">${header && `<s:Header>${header}</s:Header>`}<s:Body>${body}</s:Body></s:Envelope>`;

const request = (version: SoapVersion, text: string, more: Partial<SoapRequest> = {}): SoapRequest => ({
  contentType: type[version],
  soapAction: undefined,
  bytes: Buffer.from(text),
  ...more,
});

const receive = (one: SoapRequest, from = contract) => receiveMessage(one, from, new Date());

function refuse(one: SoapRequest, from = contract): SoapFault {
  try {
    receive(one, from);
  } catch (error) {
    assert.ok(error instanceof SoapFault, String(error));
    return error;
  }
  return assert.fail('the request was taken');
}

/** Side, code, status and words. */
function says(one: SoapRequest): readonly unknown[] {
  const fault = refuse(one);
  return [fault.side, fault.code?.name ?? null, statusOfFault(answerVersion(one), fault), fault.message];
}

for (const version of soapVersions)
  test(`a request of SOAP ${version} is read`, () => {
    const message = receive(request(version, envelope(version, ask)));
    assert.equal(message.operation, 'Ask');
    assert.deepEqual(message.payload.elements.map(({ name, text }) => [name, text]), [['id', '7']]); // prettier-ignore
    assert.equal(message.signer, null);
    const spaced = `<?xml version="1.0" encoding="UTF-8"?>\n${envelope(version, `\n ${ask}<!-- x -->\n`, '\n<t:x xmlns:t="urn:t"/>\n')}`;
    assert.equal(receive(request(version, spaced)).operation, 'Ask');
  });

test('the media type decides the version, and only two are taken', () => {
  const text = envelope('1.1', ask);
  for (const contentType of ['text/xml', 'TEXT/XML;charset="UTF-8"', 'text/xml; charset=us-ascii; x=y'])
    assert.equal(receive(request('1.1', text, { contentType })).operation, 'Ask');
  for (const contentType of [
    undefined,
    '',
    'application/json',
    'application/xml',
    'multipart/related; type="text/xml"',
    'text/xml, text/xml',
    'x',
  ]) {
    // prettier-ignore
    const [side, code, status] = says(request('1.1', text, { contentType }));
    assert.deepEqual([side, code, status], ['sender', null, 415], contentType);
  }
  assert.deepEqual(says(request('1.1', text, { contentType: 'text/xml; charset=utf-16' })), ['sender', null, 415, 'The message must be written in UTF-8.']); // prettier-ignore
});

test('an envelope of the other version, or of none, is a version mismatch', () => {
  const mismatch = (version: SoapVersion) => ['version_mismatch', null, 500, `This is no envelope of SOAP ${version}.`];
  assert.deepEqual(says(request('1.1', envelope('1.2', ask))), mismatch('1.1'));
  assert.deepEqual(says(request('1.2', envelope('1.1', ask))), mismatch('1.2'));
  assert.deepEqual(says(request('1.1', ask)), mismatch('1.1'));
  assert.deepEqual(says(request('1.1', '<Envelope/>')), mismatch('1.1'));
  assert.deepEqual(says(request('1.1', '<s:Envelope xmlns:s="urn:other"/>')), mismatch('1.1'));
});

test('an envelope holds at most one Header and one Body with one element', () => {
  const s = `xmlns:s="${envelopeNamespaces['1.1']}"`;
  for (const inside of [
    '',
    '<s:Header/>',
    '<s:Header/><s:Header/><s:Body/>',
    `<s:Body>${ask}</s:Body><s:Header/>`,
    `<s:Body>${ask}</s:Body><s:Body>${ask}</s:Body>`,
    `<s:Body>${ask}</s:Body><x/>`,
    `<x/><s:Body>${ask}</s:Body>`,
    `text<s:Body>${ask}</s:Body>`,
    '<s:Body/>',
    `<s:Body>${ask}${ask}</s:Body>`,
    `<s:Body>text${ask}</s:Body>`,
    `<s:Body><![CDATA[x]]>${ask}</s:Body>`,
    `<Body>${ask}</Body>`,
  ]) {
    const [side, code, status] = says(request('1.1', `<s:Envelope ${s}>${inside}</s:Envelope>`));
    assert.deepEqual([side, code, status], ['sender', null, 400], inside);
  }
});

test('an action that is not the operation’s is refused; an empty one says nothing', () => {
  const words = 'The action of this operation is urn:t/Ask.';
  const one = (soapAction: string | undefined) => request('1.1', envelope('1.1', ask), { soapAction });
  for (const action of [undefined, '', '""', '"urn:t/Ask"', 'urn:t/Ask'])
    assert.equal(receive(one(action)).operation, 'Ask');
  for (const action of ['"urn:t/Tell"', 'urn:t/ask', '"Ask"', '"urn:t/Ask", "x"'])
    assert.deepEqual(says(one(action)), ['sender', 'InvalidParameter', 400, words]);
  const two = (action: string) => request('1.2', envelope('1.2', ask), { contentType: `application/soap+xml; action=${action}` }); // prettier-ignore
  assert.equal(receive(two('"urn:t/Ask"')).operation, 'Ask');
  assert.deepEqual(says(two('"urn:t/Tell"')), ['sender', 'InvalidParameter', 400, words]);
});

test('only the operations of the service are taken, in its namespace', () => {
  for (const body of ['<Hidden xmlns="urn:t"/>', '<Ask/>', '<Ask xmlns="urn:other"/>', '<constructor xmlns="urn:t"/>'])
    assert.deepEqual(says(request('1.1', envelope('1.1', body))), ['sender', 'InvalidParameter', 400, 'The Body holds no operation of this service.']); // prettier-ignore
});

test('what the schema or the reader refuses is an InvalidParameter with the place', () => {
  const wrong = envelope('1.1', '<Ask xmlns="urn:t">\n<id>secret</id></Ask>');
  assert.deepEqual(says(request('1.1', wrong)), [
    'sender',
    'InvalidParameter',
    400,
    'id is not a valid xs:int (line 2).',
  ]);
  assert.deepEqual(says(request('1.2', '<a>')), ['sender', 'InvalidParameter', 400, 'The document is not well-formed XML (line 1).']); // prettier-ignore
  assert.deepEqual(says(request('1.1', '<!DOCTYPE a><a/>')).slice(0, 3), ['sender', 'InvalidParameter', 400]);
  assert.deepEqual(says(request('1.1', 'x'.repeat(300_000))), ['sender', 'InvalidParameter', 413, 'The document has more than 262144 bytes.']); // prettier-ignore
  const small = { ...contract, limits: { bytes: 10, depth: 1, nodes: 1, attributes: 1, attributesOfOne: 1, attributeLength: 1 } }; // prettier-ignore
  assert.equal(refuse(request('1.1', envelope('1.1', ask)), small).status, 413);
});

test('a header that must be understood is refused, when it is meant for us', () => {
  const header = (version: SoapVersion, marks: string) =>
    request(version, envelope(version, ask, `<t:Transaction xmlns:t="urn:tx" ${marks}/>`));
  for (const [version, marks] of [
    ['1.1', 's:mustUnderstand="1"'],
    ['1.1', 's:mustUnderstand="1" s:actor="http://schemas.xmlsoap.org/soap/actor/next"'],
    ['1.1', 's:mustUnderstand="1" s:actor=""'],
    ['1.2', 's:mustUnderstand="true"'],
    ['1.2', 's:mustUnderstand="1" s:role="http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"'],
  ] as const) {
    const fault = refuse(header(version, marks));
    assert.deepEqual([fault.side, statusOfFault(version, fault), fault.notUnderstood], ['must_understand', 500, [{ namespace: 'urn:tx', name: 'Transaction' }]]); // prettier-ignore
  }
  for (const [version, marks] of [
    ['1.1', 's:mustUnderstand="0"'],
    ['1.1', 'mustUnderstand="1"'],
    ['1.1', 's:mustUnderstand="1" s:actor="urn:other"'],
    ['1.2', 's:mustUnderstand="true" s:role="http://www.w3.org/2003/05/soap-envelope/role/none"'],
  ] as const)
    assert.equal(receive(header(version, marks)).operation, 'Ask', marks);
  const wsse = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
  const security = `<w:Security xmlns:w="${wsse}" s:mustUnderstand="1"/>`;
  assert.equal(receive(request('1.1', envelope('1.1', ask, security))).operation, 'Ask');
});

test('where signatures are asked for, a message without one is a 401 before anything else is looked at', () => {
  const strict = { ...contract, signatures: { trusted: [], digests: ['sha256'] as const } };
  for (const body of [ask, '<Ask xmlns="urn:t"/>', '<Other/>']) {
    const fault = refuse(request('1.1', envelope('1.1', body)), strict);
    assert.deepEqual([fault.code, fault.status], [{ namespace, name: 'AuthenticationFailed' }, 401]);
  }
});

test('A11: whatever bytes come, they are a message or a fault of the sender’s, and nothing breaks', () => {
  const whole = Buffer.from(envelope('1.1', ask, '<t:x xmlns:t="urn:t" s:mustUnderstand="0"/>'));
  const mark = fc.constantFrom('<', '>', '</', '<!--', '<![CDATA[', ']]>', '<!', '<?', '&#0;', '&#x41;', 'xmlns=""', ' xmlns:s=""', 'xml:', ':', '\0', '\u{fffe}'); // prettier-ignore
  const change = fc.record({
    at: fc.nat(whole.length),
    taken: fc.nat(4),
    put: fc.oneof(fc.uint8Array({ maxLength: 3 }), mark.map((text) => Buffer.from(text))), // prettier-ignore
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      let bytes: Buffer = whole;
      for (const { at, taken, put } of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + taken)]);
      try {
        assert.equal(receive(request('1.1', '', { bytes })).operation, 'Ask');
      } catch (error) {
        assert.ok(error instanceof SoapFault && error.side !== 'receiver', String(error));
      }
    }),
    { numRuns: 3_000 },
  );
});
