/** The largest messages that are permitted are read, larger ones refused; what each costs is printed. */
import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { before, test, type TestContext } from 'node:test';
import { makeCertificate, type Certificate } from '../../../test/make-certificate.ts';
import { signMessage } from '../../../test/signed-message.ts';
import { messageLimits } from '../xml/limits.ts';
import { readSchema } from '../xml/schema.ts';
import { scanXml } from '../xml/scan-xml.ts';
import { receiveMessage, type Contract } from './receive-message.ts';
import { SoapFault } from './soap-fault.ts';
import { readTrustedCertificates } from './signature/trusted-certificates.ts';

const namespace = 'https://mpay.gov.md';
let mpay: Certificate;
let contract: Contract;
before(async () => {
  mpay = await makeCertificate({ name: 'MPay' });
  contract = {
    namespace,
    schema:
      readSchema(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}" elementFormDefault="qualified">
      <xs:element name="Largest"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:complexType></xs:element>
    </xs:schema>`),
    operations: new Map([['Largest', 'urn:largest']]),
    codes: { invalid: 'InvalidParameter', unauthenticated: 'AuthenticationFailed' },
    signatures: { trusted: readTrustedCertificates(mpay.certificate), digests: ['sha256'] },
  };
});

/** What a signed envelope has beside its payload. */
const ownNodes = 40;
const ownAttributes = 40;
const nodes = messageLimits.nodes - ownNodes;
const attributes = messageLimits.attributes - ownAttributes;
const filler = (many: number) => 'x'.repeat(Math.floor((messageLimits.bytes - 8_000) / many - 40));

const largest: Readonly<Record<string, () => string>> = {
  'many elements with text': () => `<mpay:e>${filler(nodes)}</mpay:e>`.repeat(nodes),
  'many elements with an attribute': () => '<mpay:e a="1">x</mpay:e>'.repeat(Math.min(nodes, attributes)),
  'many namespaces': () => Array.from({ length: attributes / 2 }, (_, n) => `<p${n}:e xmlns:p${n}="urn:${n}" p${n}:a=""/>`).join(''), // prettier-ignore
  'as deep as may be': () => `${'<mpay:e>'.repeat(25)}${'</mpay:e>'.repeat(25)}`.repeat(Math.floor(nodes / 25)),
  'comments between everything': () => '<mpay:e>x<!-- x -->x</mpay:e>'.repeat(Math.floor(nodes / 2)),
  'one long text': () => `<mpay:e>${filler(1)}</mpay:e>`,
  'one long text of references': () => `<mpay:e>${'&#65;'.repeat(50_000)}</mpay:e>`,
};

/** @returns milliseconds: processor time of the median, and the longest stretch without a turn of the event loop */
async function measure(work: () => void, rounds: number): Promise<readonly [median: number, longest: number]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const times: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const start = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(start);
    times.push((user + system) / 1_000);
    await new Promise((turn) => setImmediate(turn));
  }
  delay.disable();
  return [times.toSorted((a, b) => a - b)[rounds >> 1] ?? 0, delay.max / 1e6];
}

async function report(t: TestContext, work: () => void): Promise<void> {
  for (let n = 0; n < 5; n++) work();
  const [median, longest] = await measure(work, 31);
  t.diagnostic(`median ${median.toFixed(1)} ms of the processor, longest stretch ${longest.toFixed(1)} ms`);
}

for (const [name, payload] of Object.entries(largest))
  test(`a signed message of the largest size is read: ${name}`, async (t) => {
    const text = signMessage({
      certificate: mpay,
      payload: `<mpay:Largest>${payload()}</mpay:Largest>`,
      now: new Date(),
    });
    const request = { contentType: 'text/xml', soapAction: '', bytes: Buffer.from(text) };
    await report(t, () => assert.equal(receiveMessage(request, contract, new Date()).operation, 'Largest'));
  });

const refused: Readonly<Record<string, string>> = {
  laughs: `<!DOCTYPE a [${'<!ENTITY a "aaaaaaaaaa">'.repeat(10_000)}]><a/>`,
  nesting: '<a>'.repeat(87_000),
  elements: '<a/>'.repeat(65_000),
  attributes: `<a ${'b="" '.repeat(50_000)}/>`,
  'a comment without end': `<!--${'-'.repeat(260_000)}`,
  quotes: `<a b=${'"\''.repeat(130_000)}`,
  marks: '<'.repeat(262_144),
};

for (const [name, text] of Object.entries(refused))
  test(`what is too large is refused at once: ${name}`, (t) =>
    report(t, () => {
      assert.throws(() => scanXml(text, messageLimits));
      const request = { contentType: 'text/xml', soapAction: '', bytes: Buffer.from(text) };
      assert.throws(() => receiveMessage(request, contract, new Date()), SoapFault);
    }));
