/** What we sign, others can check: our own reader and another implementation agree on it. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { SignedXml } from 'xml-crypto';
import { makeCertificate, type Certificate } from '../../../../test/make-certificate.ts';
import { copyElement, type Element } from '../../xml/element.ts';
import { messageLimits } from '../../xml/limits.ts';
import { withDocument } from '../../xml/with-document.ts';
import { element } from '../../xml/write-element.ts';
import { readEnvelope } from '../read-envelope.ts';
import { SoapFault } from '../soap-fault.ts';
import { soapVersions, type SoapVersion } from '../soap-version.ts';
import { writeAnswer, writeFaultAnswer } from '../write-answer.ts';
import { signEnvelope } from './sign-envelope.ts';
import { readSigner, type Signer } from './signer.ts';
import { readTrustedCertificates } from './trusted-certificates.ts';
import { verifySignature } from './verify-signature.ts';
import type { DigestName } from './signature-names.ts';

const now = new Date();
let ours: Certificate;
let signer: Signer;
before(async () => {
  ours = await makeCertificate({ name: 'Waybill' });
  signer = readSigner(ours.certificate, ours.key);
});

/** @returns the element in the Body */
function verify(text: string, version: SoapVersion, digests: readonly DigestName[] = ['sha256']): Element {
  return withDocument(Buffer.from(text), messageLimits, (document) => {
    const envelope = readEnvelope(document, version);
    verifySignature(envelope, { trusted: readTrustedCertificates(ours.certificate), digests }, now);
    return copyElement(envelope.payload);
  });
}

/** With xml-crypto, which has a parser and a canonicalisation of its own. */
function verifyElsewhere(text: string): boolean {
  const signature = /<Signature .*<\/Signature>/s.exec(text)?.[0] ?? '';
  const checker = new SignedXml({ publicCert: ours.certificate, idMode: 'wssecurity' });
  checker.loadSignature(signature);
  return checker.checkSignature(text) && checker.getSignedReferences().length === 2;
}

const answer = element(
  'GetOrderDetailsResponse',
  { xmlns: 'https://mpay.gov.md' },
  element('Reason', {}, 'Livrare „ă” & co'),
);

for (const version of soapVersions)
  test(`an answer and a fault of SOAP ${version} hold, here and elsewhere`, async () => {
    const { body } = await writeAnswer(version, answer, signer, now);
    assert.equal(verify(body, version).elements[0]?.text, 'Livrare „ă” & co');
    assert.ok(verifyElsewhere(body));
    const code = { namespace: 'https://mpay.gov.md', name: 'UnknownOrder' };
    const fault = await writeFaultAnswer(
      version,
      new SoapFault('sender', 'There is no such order.', { code }),
      signer,
      now,
    );
    assert.equal(verify(fault.body, version).name, 'Fault');
    assert.ok(verifyElsewhere(fault.body));
  });

test('an answer has the form of MPay’s samples, name by name', async () => {
  const { body, contentType, status } = await writeAnswer('1.1', element('ConfirmOrderPaymentResponse', { xmlns: 'https://mpay.gov.md' }), signer, now); // prettier-ignore
  assert.deepEqual([status, contentType], [200, 'text/xml; charset=utf-8']);
  const oasis = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
  const reference = (id: string) =>
    `<Reference URI="#${id}-ID"><Transforms><Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>…</DigestValue></Reference>`;
  const later = new Date(now.getTime() + 300_000).toISOString();
  assert.equal(
    body
      .replaceAll(/(?<=(BD|TS)-)[0-9a-f]{32}/g, 'ID')
      .replaceAll(/(?<=(DigestValue|SignatureValue|X509Certificate)>)[^<]+/g, '…'),
    `<?xml version="1.0" encoding="utf-8"?><Envelope xmlns:wsu="${oasis}-wssecurity-utility-1.0.xsd" xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header><Security xmlns="${oasis}-wssecurity-secext-1.0.xsd"><wsu:Timestamp wsu:Id="TS-ID"><wsu:Created>${now.toISOString()}</wsu:Created><wsu:Expires>${later}</wsu:Expires></wsu:Timestamp><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>${reference('BD')}${reference('TS')}</SignedInfo><SignatureValue>…</SignatureValue><KeyInfo><X509Data><X509Certificate>…</X509Certificate></X509Data></KeyInfo></Signature></Security></Header><Body wsu:Id="BD-ID"><ConfirmOrderPaymentResponse xmlns="https://mpay.gov.md"/></Body></Envelope>`,
  );
});

test('sha1 is there for partners that have nothing better', async () => {
  const old = readSigner(ours.certificate, ours.key, 'sha1');
  const { body } = await writeAnswer('1.1', answer, old, now);
  assert.match(body, /xmldsig#rsa-sha1"/);
  assert.equal(verify(body, '1.1', ['sha1']).name, 'GetOrderDetailsResponse');
  assert.throws(() => verify(body, '1.1'), /signature method is not taken/);
});

test('any text is signed as it will be read', async () => {
  const odd = fc.string({ unit: fc.constantFrom('<', '&', '>', '"', '\r', '\n', '\t', ' ', 'ă', '🚚', '\0', '\u{85}', '\u{2028}', ']]>') }); // prettier-ignore
  await fc.assert(
    fc.asyncProperty(odd, odd, async (text, attribute) => {
      const body = element('m:x', { 'xmlns:m': 'urn:m', xmlns: 'urn:d', 'm:a': attribute, b: attribute }, text, element('y', { xmlns: '' }, text)); // prettier-ignore
      const signed = await signEnvelope({ version: '1.2', body }, signer, now);
      verify(signed, '1.2');
      // xmldom takes these two for line ends, as XML 1.1 does; the document is XML 1.0
      if (!/[\u0085\u2028]/.test(signed)) assert.ok(verifyElsewhere(signed));
    }),
    { numRuns: 60 },
  );
});

test('a key that is not the certificate’s is refused at the start', async () => {
  const other = await makeCertificate({ name: 'other' });
  assert.throws(() => readSigner(ours.certificate, other.key), /not that of the certificate/);
});
