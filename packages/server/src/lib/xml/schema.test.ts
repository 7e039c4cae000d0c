/** Faults against a schema name the field and the rule, and never the value. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { diag } from 'libxml2-wasm';
import { messageLimits } from './limits.ts';
import { readSchema } from './schema.ts';
import { schemaWords } from './schema-words.ts';
import { withDocument } from './with-document.ts';
import { XmlFault } from './xml-fault.ts';

const xsd = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">
  <xs:element name="order"><xs:complexType><xs:sequence>
    <xs:element name="id" type="Id"/>
    <xs:element name="status" type="Status"/>
    <xs:element name="cost" type="Cost" minOccurs="0" nillable="true"/>
    <xs:element name="at" type="xs:dateTime" minOccurs="0"/>
    <xs:element name="code" type="Code" minOccurs="0"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:simpleType name="Id"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="5"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Status"><xs:restriction base="xs:string"><xs:enumeration value="Paid"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Cost"><xs:restriction base="xs:decimal"><xs:minInclusive value="0"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>
</xs:schema>`;

const schema = readSchema(xsd);
const i = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
const order = (inside: string, marks = '') => `<order xmlns="urn:t" ${i} ${marks}>${inside}</order>`;
const good = '<id>1</id><status>Paid</status>';

/** @returns the words of the fault; null when there is none */
function check(document: string): string | null {
  try {
    withDocument(Buffer.from(document), messageLimits, ({ root }) => schema.check(root));
    return null;
  } catch (error) {
    assert.ok(error instanceof XmlFault, String(error));
    assert.equal(error.reason, 'invalid');
    return error.message;
  }
}

const faults: readonly (readonly [document: string, words: string])[] = [
  [order('<id>secret</id><status>Paid</status>'), 'id is too long.'],
  [order('<id></id><status>Paid</status>'), 'id is too short.'],
  [order('<id>1</id><status>secret</status>'), 'status is none of the documented values.'],
  [order(`${good}<cost>secret</cost>`), 'cost is not a valid Cost.'],
  [order(`${good}<cost>-1</cost>`), 'cost is too small.'],
  [order(`${good}<cost>1.234</cost>`), 'cost has too many decimal places.'],
  [order(`${good}<at>secret</at>`), 'at is not a valid xs:dateTime.'],
  [order(`${good}<code>secret</code>`), 'code does not have the documented form.'],
  [order('<id>1</id>'), 'order lacks status.'],
  [order(''), 'order lacks id.'],
  [order('<status>Paid</status>'), 'status stands where id should.'],
  [order(`${good}<other>secret</other>`), 'other stands where cost or at or code should.'],
  [order(`${good}<code>ABC</code><code>ABC</code>`), 'code is not expected here.'],
  [order(`secret${good}`), 'order may not hold that content.'],
  [order('<id><b/></id><status>Paid</status>'), 'id may not hold that content.'],
  [order(good, 'secret="1"'), 'order/@secret may not have the attribute secret.'],
  [order('<id i:nil="true"/><status>Paid</status>'), 'id may not be nil.'],
  [order(`<id i:type="Status">Paid</id><status>Paid</status>`), 'id/@type is not as the schema describes it.'],
  ['<order/>', 'order is not described by the schema.'],
];

for (const [document, words] of faults) test(`says: ${words}`, () => assert.equal(check(document), words));

test('types, groups and defaults that a message claims for itself are refused', () => {
  for (const marks of [
    'i:type="zz:Id"',
    'i:type=""',
    'i:type="::"',
    'i:type="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema"',
    'i:nil="maybe"',
    'i:other="1"',
  ])
    assert.notEqual(check(order(`<id ${marks}>1</id><status>Paid</status>`)), null, marks);
});

test('what is right passes, before and after something wrong', () => {
  for (let n = 0; n < 3; n++) {
    assert.equal(check(order(good)), null);
    assert.equal(check(order(`<id><!-- -->1</id><status>Pa<![CDATA[id]]></status><cost i:nil="true"/>`)), null);
    assert.notEqual(check(order('')), null);
  }
});

test('a value that looks like a message of libxml2 changes none of the words', () => {
  const evil = `x' is not a valid value of the atomic type 'evil'.`;
  assert.equal(check(order(`${good}<cost>${evil}</cost>`)), 'cost is not a valid Cost.');
  assert.equal(schemaWords('something new'), 'The document is not as the schema describes it.');
});

test('A11: a message may not bring schemas of its own, and none is fetched', async (t) => {
  let calls = 0;
  const server = createServer((socket) => (calls++, socket.destroy()));
  t.after(() => server.close());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const url = `http://127.0.0.1:${address.port}/x.xsd`;
  for (const marks of [`i:schemaLocation="urn:t ${url}"`, `i:noNamespaceSchemaLocation="file:///etc/passwd"`]) {
    assert.equal(check(order(good, marks)), 'A message may not name schemas of its own.');
    assert.equal(check(order(`<id ${marks}>1</id>`)), 'A message may not name schemas of its own.');
  }
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(calls, 0);
});

test('a schema that is none is refused, and one that is closed leaves nothing', (t) => {
  diag.configure({ enabled: true });
  t.after(() => diag.configure({ enabled: false }));
  assert.throws(() => readSchema('<a/>'));
  readSchema(xsd).close();
  assert.deepEqual(diag.report(), {});
});
