/** A11: documents that mean harm are refused before they cost anything, and leave nothing behind. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { diag } from 'libxml2-wasm';
import { copyElement, type Element } from './element.ts';
import { messageLimits, type XmlLimits } from './limits.ts';
import { withDocument } from './with-document.ts';
import { XmlFault, type XmlFaultReason } from './xml-fault.ts';

const bytesOf = (document: string | Uint8Array): Uint8Array =>
  typeof document === 'string' ? Buffer.from(document) : document;

const read = (document: string | Uint8Array, limits: XmlLimits = messageLimits): Element =>
  withDocument(bytesOf(document), limits, ({ root }) => copyElement(root));

/** @returns what is wrong, with the line */
function refuse(document: string | Uint8Array, limits: XmlLimits = messageLimits): XmlFault {
  try {
    read(document, limits);
  } catch (error) {
    assert.ok(error instanceof XmlFault, String(error));
    return error;
  }
  return assert.fail('the document was taken');
}

const reasonOf = (document: string | Uint8Array): XmlFaultReason => refuse(document).reason;

const laughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`).join('')}]>
<lolz>&lol9;</lolz>`;

const hostile: Readonly<Record<string, readonly [XmlFaultReason, string | Uint8Array]>> = {
  'a billion laughs': ['doctype', laughs],
  'quadratic blow-up': ['doctype', `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(50_000)}">]><a>${'&x;'.repeat(50_000)}</a>`],
  'an external entity': ['doctype', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
  'an external parameter entity': ['doctype', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x">%x;]><a/>'],
  'an external subset': ['doctype', '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>'],
  'a public identifier': ['doctype', '<!DOCTYPE a PUBLIC "-//X//Y" "http://127.0.0.1:1/a.dtd"><a/>'],
  'a default attribute': ['doctype', '<!DOCTYPE a [<!ATTLIST a admin CDATA "yes">]><a/>'],
  'a lower-case doctype': ['doctype', '<!doctype html><a/>'],
  'a doctype after a comment': ['doctype', '<!-- --><!DOCTYPE a><a/>'],
  'a doctype inside the root': ['doctype', '<a><!DOCTYPE a></a>'],
  'an entity nobody declared': ['malformed', '<a>&nbsp;</a>'],
  'a processing instruction': ['instruction', '<a><?php echo 1 ?></a>'],
  'a style sheet': ['instruction', '<?xml-stylesheet href="http://127.0.0.1:1/"?><a/>'],
  'a second declaration': ['instruction', '<a/><?xml version="1.0"?>'],
  'a declaration that is not first': ['instruction', ' <?xml version="1.0"?><a/>'],
  'nesting as deep as its bytes allow': ['limit', '<a>'.repeat(87_000)],
  'nesting 33 deep': ['limit', `${'<a>'.repeat(33)}${'</a>'.repeat(33)}`],
  'too many elements': ['limit', `<a>${'<b/>'.repeat(1_000)}</a>`],
  'too many comments': ['limit', `<a>${'<!---->'.repeat(1_000)}</a>`],
  'too many CDATA sections': ['limit', `<a>${'<![CDATA[]]>'.repeat(1_000)}</a>`],
  'too many attributes of one': ['limit', `<a ${Array.from({ length: 33 }, (_, n) => `b${n}=""`).join(' ')}/>`],
  'too many declarations': ['limit', `<a>${`<b ${Array.from({ length: 30 }, (_, n) => `xmlns:n${n}="u"`).join(' ')}/>`.repeat(67)}</a>`], // prettier-ignore
  'a huge attribute': ['limit', `<a b="${'x'.repeat(4_097)}"/>`],
  'a huge attribute with marks in it': ['limit', `<a b='${'">'.repeat(2_049)}'/>`],
  'an attribute twice': ['malformed', '<a b="1" b="2"/>'],
  'an attribute twice by two prefixes': ['malformed', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
  'a prefix without a namespace': ['malformed', '<p:a/>'],
  'UTF-16 with a mark': ['encoding', Buffer.from('\u{feff}<a/>', 'utf16le')],
  'UTF-16 without a mark': ['encoding', Buffer.from('<a/>', 'utf16le')],
  'UTF-16 the other way round': ['encoding', Buffer.from('<a/>', 'utf16le').swap16()],
  'UTF-32': ['encoding', Buffer.from([0, 0, 0, 0x3c, 0, 0, 0, 0x61, 0, 0, 0, 0x2f, 0, 0, 0, 0x3e])],
  'UTF-7': ['encoding', '<?xml version="1.0" encoding="UTF-7"?><a>+ADw-b/+AD4-</a>'],
  'Latin-1': ['encoding', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u{e9}</a>', 'latin1')],
  'Latin-1 that is ASCII': ['encoding', "<?xml version='1.0' encoding='ISO-8859-1' ?><a/>"],
  'bytes that are not UTF-8': ['encoding', Buffer.from([0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e])],
  'an overlong solidus': ['encoding', Buffer.from([0x3c, 0x61, 0xc0, 0xaf, 0x3e])],
  EBCDIC: ['encoding', Buffer.from([0x4c, 0x6f, 0xa7, 0x94, 0x93])],
  'a NUL': ['encoding', '<a>\0</a>'],
  'a control character': ['malformed', '<a>\u{1}</a>'],
  'a control character by number': ['malformed', '<a>&#1;</a>'],
  'a character beyond Unicode': ['malformed', '<a>&#x110000;</a>'],
  'more bytes than may be': ['too_large', `<a>${'x'.repeat(262_144)}</a>`],
  'a comment without end': ['malformed', `<a><!-- ${'<b>'.repeat(1000)}`],
  'a tag without end': ['malformed', `<a ${'b="1" '.repeat(10)}`],
  'tags that do not match': ['malformed', '<a><b></a></b>'],
  'a second root': ['malformed', '<a/><b/>'],
  'text behind the root': ['malformed', '<a/>more'],
  'a mark in an attribute': ['malformed', '<a b="<c/>"/>'],
  nothing: ['malformed', ''],
  'white space': ['malformed', ' \n '],
  JSON: ['malformed', '{"a": 1}'],
};

for (const [name, [reason, document]] of Object.entries(hostile))
  test(`A11: ${name} is refused: ${reason}`, () => assert.equal(reasonOf(document), reason));

test('a fault says the line and repeats nothing of the document', () => {
  const fault = refuse('<a>\n<secret>\n</sceret></a>');
  assert.deepEqual([fault.line, fault.message], [3, 'The document is not well-formed XML.']);
  assert.equal(refuse('<a>\n\n<?secret?></a>').line, 3);
});

test('A11: nothing outside is asked for, whatever the document names', async (t) => {
  let calls = 0;
  const server = createServer((socket) => (calls++, socket.destroy()));
  t.after(() => server.close());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const url = `http://127.0.0.1:${address.port}/x`;
  for (const document of [
    `<!DOCTYPE a SYSTEM "${url}"><a/>`,
    `<!DOCTYPE a [<!ENTITY x SYSTEM "${url}">]><a>&x;</a>`,
    `<?xml-model href="${url}"?><a/>`,
  ])
    refuse(document);
  // these are nothing but elements and attributes to us
  const xi = `<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>`;
  assert.equal(read(xi).elements[0]?.text, '');
  read(`<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="urn:x ${url}" xml:base="${url}"/>`);
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(calls, 0);
});

test('the largest document that is permitted is read', () => {
  const wide = read(`<a>${'<b c=""/>'.repeat(999)}</a>`);
  assert.equal(wide.elements.length, 999);
  const deep = read(`${'<a>'.repeat(32)}${'</a>'.repeat(32)}`);
  assert.equal(deep.elements[0]?.elements.length, 1);
  assert.equal(read(`<a>${'x'.repeat(262_137)}</a>`).text.length, 262_137);
  assert.equal(read(`<a b="${'x'.repeat(4_096)}"/>`).attributes[0]?.value.length, 4_096);
});

test('A11: nesting 100,000 deep is refused without a limit of ours too', () => {
  const wide = { ...messageLimits, bytes: 10_000_000, depth: 1_000_000, nodes: 1_000_000 };
  const fault = refuse(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`, wide);
  assert.equal(fault.reason, 'malformed');
});

test('marks inside comments, CDATA sections and attributes count for nothing', () => {
  const { text } = read(
    `<a b="&lt;!DOCTYPE>"><!-- <!DOCTYPE a> <?x?> ${'<b>'.repeat(3_000)} --><![CDATA[<!DOCTYPE ]]></a>`,
  );
  assert.equal(text, '<!DOCTYPE ');
});

test('a comment or a CDATA section inside a value hides no part of it', () => {
  for (const value of ['user@a.md<!-- -->.evil.md', 'user@a.md<![CDATA[.evil]]>.md', 'user&#64;a.md.evil.md'])
    assert.equal(read(`<a>${value}</a>`).text, 'user@a.md.evil.md');
});

test('the five entities, a byte order mark and a declaration of UTF-8 are taken', () => {
  assert.equal(read('<a>&lt;&gt;&amp;&quot;&apos;</a>').text, `<>&"'`);
  assert.equal(read(`\u{feff}<?xml version='1.0' encoding='utf-8' standalone="yes"?>\n<a>ă</a>`).text, 'ă');
});

test('every document is freed, whether it was taken or not', (t) => {
  diag.configure({ enabled: true });
  t.after(() => diag.configure({ enabled: false }));
  for (const [, document] of Object.values(hostile)) refuse(document);
  for (let n = 0; n < 100; n++) read('<a><b/></a>');
  assert.throws(() => withDocument(Buffer.from('<a/>'), messageLimits, () => { throw new Error('of the reader'); }), /of the reader/); // prettier-ignore
  assert.deepEqual(diag.report(), {});
});

test('A11: memory does not grow with the number of documents', (t) => {
  const document = `<a>${'<b c="d">text<!-- --></b>'.repeat(300)}</a>`;
  const round = () => {
    for (let n = 0; n < 200; n++) withDocument(Buffer.from(document), messageLimits, ({ root }) => root.name);
    for (let n = 0; n < 200; n++) refuse(`${document}<`);
  };
  round();
  const before = process.memoryUsage().rss;
  for (let n = 0; n < 3; n++) round();
  const grownMiB = (process.memoryUsage().rss - before) / 1_048_576;
  // rounds that leaked their trees would be some 100 MiB
  t.diagnostic(`grew by ${grownMiB.toFixed(1)} MiB`);
  assert.ok(grownMiB < 32, `grew by ${grownMiB.toFixed(1)} MiB`);
});
