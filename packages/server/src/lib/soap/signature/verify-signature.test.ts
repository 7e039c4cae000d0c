/** Which signatures hold: MPay's ways of signing do, and none of the known ways around one does. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { WSSecurityCert } from 'soap';
import { makeCertificate, type Certificate } from '../../../../test/make-certificate.ts';
import * as sample from '../../../../test/signed-message.ts';
import { copyElement, textOf } from '../../xml/element.ts';
import { messageLimits } from '../../xml/limits.ts';
import { withDocument } from '../../xml/with-document.ts';
import { XmlFault } from '../../xml/xml-fault.ts';
import { readEnvelope } from '../read-envelope.ts';
import { SoapFault } from '../soap-fault.ts';
import { SignatureFault } from './signature-fault.ts';
import { readTrustedCertificates, type TrustedCertificate } from './trusted-certificates.ts';
import { verifySignature, type SignaturePolicy } from './verify-signature.ts';
import type { DigestName } from './signature-names.ts';

const now = new Date();
const payload = '<mpay:GetOrderDetails><!--Optional:--><mpay:OrderKey>MDS1</mpay:OrderKey></mpay:GetOrderDetails>';

let mpay: Certificate;
let stranger: Certificate;
let trusted: readonly TrustedCertificate[];

before(async () => {
  [mpay, stranger] = await Promise.all([makeCertificate({ name: 'MPay' }), makeCertificate({ name: 'MPay' })]);
  trusted = readTrustedCertificates(mpay.certificate);
});

/** @returns the order that the signed Body names, and who signed it */
function verify(text: string, policy: Partial<SignaturePolicy> = {}, at = now) {
  return withDocument(Buffer.from(text), messageLimits, (document) => {
    const envelope = readEnvelope(document, '1.1');
    const signer = verifySignature(envelope, { trusted, digests: ['sha256'], ...policy }, at);
    return { order: textOf(copyElement(envelope.payload), 'OrderKey'), signer: signer.fingerprint };
  });
}

function refuse(text: string, words: RegExp, policy?: Partial<SignaturePolicy>, at?: Date): void {
  assert.throws(
    () => verify(text, policy, at),
    (error) => {
      assert.ok(error instanceof SignatureFault, String(error));
      assert.match(error.message, words);
      return true;
    },
  );
}

const wish = (more: Partial<sample.SignedWish> = {}): sample.SignedWish => ({
  certificate: mpay,
  payload,
  now,
  ...more,
});
const sign = (more?: Partial<sample.SignedWish>): string => sample.signMessage(wish(more));

/** The message with one thing replaced; the thing must be there. */
function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, () => to);
  assert.notEqual(changed, text, `${String(from)} is not in the message`);
  return changed;
}

test('a message that is signed as in MPay’s sample holds', () => {
  assert.deepEqual(verify(sign()), { order: 'MDS1', signer: trusted[0]?.fingerprint });
});

const variants: Readonly<Record<string, ConstructorParameters<typeof WSSecurityCert>[3]>> = {
  'with its defaults': {},
  'with rsa-sha256': { signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256' },
  'with Ids of WS-Security': { signerOptions: { idMode: 'wssecurity' } },
  'with rsa-sha1': { signatureAlgorithm: sample.rsaSha1, digestAlgorithm: sample.sha1 },
};

for (const [name, options] of Object.entries(variants))
  test(`what the soap package signs ${name} holds`, () => {
    const envelope = `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:tns="https://mpay.gov.md"><s:Header></s:Header><s:Body><GetOrderDetails xmlns="https://mpay.gov.md"><OrderKey>MDS1</OrderKey></GetOrderDetails></s:Body></s:Envelope>`;
    const text = new WSSecurityCert(mpay.key, mpay.certificate, '', options).postProcess(envelope, 's');
    const digests: DigestName[] = name.endsWith('sha1') ? ['sha256', 'sha1'] : ['sha256'];
    assert.equal(verify(text, { digests }).order, 'MDS1');
  });

test('inclusive prefixes count, of declarations that nothing else uses too', () => {
  for (const inclusivePrefixes of [['mpay'], ['mpay', 'soapenv', 'wsse'], ['unused', '#default']])
    assert.equal(verify(sign({ inclusivePrefixes, onEnvelope: 'xmlns:unused="urn:unused"' })).order, 'MDS1');
});

test('what the JDK’s own XML signatures have signed holds, with inclusive prefixes, a default namespace and odd text', () => {
  // javax.xml.crypto of OpenJDK 17; its private key was thrown away
  const file = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
  const policy = { trusted: readTrustedCertificates(file('jdk-certificate.pem')) };
  const then = new Date('2027-01-01T00:00:30Z');
  const text = file('jdk-signed.xml');
  assert.equal(verify(text, policy, then).signer, policy.trusted[0]?.fingerprint);
  refuse(replaced(text, 'xmlns="urn:default"', 'xmlns="urn:other"'), /changed after it was signed/, policy, then);
  refuse(
    replaced(text, 'xmlns:unused="urn:unused"', 'xmlns:unused="urn:x"'),
    /changed after it was signed/,
    policy,
    then,
  );
});

test('the key may be named by token, identifier, thumbprint, serial number or the certificate itself', () => {
  const type = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0';
  const identifier = (valueType: string, value: string) =>
    `<wsse:SecurityTokenReference><wsse:KeyIdentifier ValueType="${valueType}">${value}</wsse:KeyIdentifier></wsse:SecurityTokenReference>`;
  const der = Buffer.from(sample.base64Of(mpay), 'base64');
  const ski = trusted[0]?.subjectKeyIdentifier?.toString('base64') ?? '';
  const dsData = (inside: string) => `<ds:X509Data>${inside}</ds:X509Data>`;
  const serial = '<ds:X509IssuerSerial><ds:X509IssuerName>CN=MPay</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber></ds:X509IssuerSerial>'; // prettier-ignore
  for (const keyInfo of [
    identifier(`${type}#X509v3SubjectKeyIdentifier`, ski),
    identifier(`${type}#X509SubjectKeyIdentifier`, `\n ${ski}`),
    identifier(`${type}#X509v3`, der.toString('base64')),
    identifier('http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1', createHash('sha1').update(der).digest('base64')), // prettier-ignore
    dsData(`<ds:X509Certificate>${sample.base64Of(mpay)}</ds:X509Certificate>`),
    dsData(`<ds:X509SKI>${ski}</ds:X509SKI>`),
    dsData(serial),
    `<wsse:SecurityTokenReference>${dsData(serial)}</wsse:SecurityTokenReference>`,
  ])
    assert.equal(verify(sign({ keyInfo })).order, 'MDS1', keyInfo.slice(0, 120));
});

test('a KeyInfo that names nobody, or two, or nothing that is known is refused', () => {
  const unknown = /names no certificate in a known way/;
  for (const keyInfo of [
    '<ds:KeyName>MPay</ds:KeyName>',
    '<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>',
    `${sample.tokenReference}${sample.tokenReference}`,
    sample.tokenReference.replace('#X509-1', '#X509-2'),
    sample.tokenReference.replace('#X509-1', 'http://127.0.0.1:1/certificate'),
    '<ds:X509Data/>',
  ])
    refuse(sign({ keyInfo }), unknown);
  refuse(replaced(sign(), /<ds:KeyInfo>.*<\/ds:KeyInfo>/, ''), /must hold SignedInfo, SignatureValue and KeyInfo/);
});

test('P7: a stranger’s certificate is refused, whatever name it bears', () => {
  refuse(sign({ certificate: stranger }), /not trusted here/);
  const data = `<ds:X509Data><ds:X509Certificate>${sample.base64Of(stranger)}</ds:X509Certificate></ds:X509Data>`;
  refuse(sign({ certificate: stranger, keyInfo: data }), /not trusted here/);
  // names the trusted one, and is signed by the other
  const named = `<ds:X509Data><ds:X509Certificate>${sample.base64Of(mpay)}</ds:X509Certificate></ds:X509Data>`;
  refuse(sign({ certificate: stranger, keyInfo: named }), /signature value is not right/);
});

test('a partner that changes its certificate is trusted with both', () => {
  const both = readTrustedCertificates(`${mpay.certificate}\n${stranger.certificate}`);
  assert.equal(verify(sign({ certificate: stranger }), { trusted: both }).signer, both[1]?.fingerprint);
  assert.equal(verify(sign(), { trusted: both }).signer, both[0]?.fingerprint);
});

test('a certificate that has expired or is not valid yet is refused', async () => {
  const day = 24 * 3_600_000;
  const old = await makeCertificate({ name: 'old', from: new Date(now.getTime() - 2 * day), until: new Date(now.getTime() - day) }); // prettier-ignore
  const early = await makeCertificate({ name: 'early', from: new Date(now.getTime() + day), until: new Date(now.getTime() + 2 * day) }); // prettier-ignore
  for (const certificate of [old, early])
    refuse(sign({ certificate }), /not valid at this time/, {
      trusted: readTrustedCertificates(certificate.certificate),
    });
});

test('weak keys and things that are no certificate are not trusted from the start', async () => {
  const weak = await makeCertificate({ name: 'weak', bits: 1024 });
  assert.throws(() => readTrustedCertificates(weak.certificate), /no RSA key of 2048 bits/);
  assert.throws(() => readTrustedCertificates('none'), /no certificate in PEM form/);
  assert.throws(() => readTrustedCertificates(mpay.key), /no certificate in PEM form/);
});

test('P7: one changed byte, space, mark or declaration is noticed', () => {
  const text = sign();
  const changed = /changed after it was signed/;
  refuse(replaced(text, '>MDS1<', '>MDS2<'), changed);
  refuse(replaced(text, '>MDS1<', '> MDS1<'), changed);
  refuse(replaced(text, '<mpay:GetOrderDetails>', '<mpay:GetOrderDetails> '), changed);
  refuse(replaced(text, '<mpay:GetOrderDetails>', '<mpay:GetOrderDetails a="1">'), changed);
  refuse(replaced(text, 'xmlns:mpay="https://mpay.gov.md"', 'xmlns:mpay="https://mpay.gov.mx"'), changed);
  refuse(replaced(text, /Expires>\d{4}/, 'Expires>2099'), changed);
});

test('one changed character of the signature or of what it says about itself is noticed', () => {
  const text = sign();
  const wrong = /signature value is not right/;
  refuse(replaced(text, /<ds:SignatureValue>..../, '<ds:SignatureValue>AAAA'), wrong);
  refuse(replaced(text, '<ds:SignatureValue>', '<ds:SignatureValue>AAAA'), wrong);
  refuse(replaced(text, '<ds:SignedInfo>', '<ds:SignedInfo Id="x">'), wrong);
  refuse(replaced(text, '<ds:SignedInfo>', '<ds:SignedInfo> '), wrong);
  refuse(replaced(text, /<ds:DigestValue>..../, '<ds:DigestValue>AAAA'), wrong);
  refuse(replaced(text, /<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>?'), /not base64/);
});

test('what canonicalisation does not see may change, and is read the same', () => {
  const text = sign();
  assert.equal(verify(replaced(text, '<!--Optional:-->', '')).order, 'MDS1');
  assert.equal(verify(replaced(text, '>MDS1<', '>MD<!-- x -->S1<')).order, 'MDS1');
  assert.equal(verify(replaced(text, '>MDS1<', '><![CDATA[MDS1]]><')).order, 'MDS1');
  assert.equal(verify(replaced(text, '>MDS1<', '>MDS&#49;<')).order, 'MDS1');
  assert.equal(verify(replaced(text, '<mpay:OrderKey>', '<mpay:OrderKey >')).order, 'MDS1');
});

test('whatever one character is put in, taken out or changed: it is refused, or nothing else is read', () => {
  const text = sign();
  const right = verify(text);
  const change = fc.record({
    at: fc.nat(text.length - 1),
    taken: fc.nat(2),
    put: fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '/', '&', ' ', '!', '-', '#', '=', ':', 'a', 'I', '1', '\n', 'ă'),
      maxLength: 2,
    }),
  });
  let taken = 0;
  fc.assert(
    fc.property(change, (one) => {
      const changed = text.slice(0, one.at) + one.put + text.slice(one.at + one.taken);
      try {
        assert.deepEqual(verify(changed), right);
        taken++;
      } catch (error) {
        assert.ok(
          error instanceof SignatureFault || error instanceof XmlFault || error instanceof SoapFault,
          String(error),
        );
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(taken < 1_000, `${taken} of 2000 changed messages were taken`);
});

test('a relative namespace name, which canonicalisation does not know, is the sender’s fault', () => {
  const changed = replaced(sign(), 'xmlns:mpay="https://mpay.gov.md"', 'xmlns:mpay="mpay"');
  assert.throws(
    () => verify(changed),
    (error) => error instanceof XmlFault && error.reason === 'invalid',
  );
});

test('sha1 is refused until somebody allows it, in the signature and in each digest', () => {
  const old = sign({ method: sample.rsaSha1, digest: sample.sha1 });
  refuse(old, /signature method is not taken/);
  refuse(sign({ digest: sample.sha1 }), /digest method is not taken/);
  refuse(sign({ method: sample.rsaSha1 }), /signature method is not taken/);
  assert.equal(verify(old, { digests: ['sha256', 'sha1'] }).order, 'MDS1');
});

test('other algorithms are refused: HMAC with the public key, none, canonicalisation with comments', () => {
  const text = sign();
  const more = 'http://www.w3.org/2001/04/xmldsig-more';
  for (const uri of [
    `${sample.dsig}hmac-sha1`,
    `${more}#hmac-sha256`,
    `${more}#ecdsa-sha256`,
    `${sample.dsig}dsa-sha1`,
    '',
    'none',
  ])
    refuse(replaced(text, sample.rsaSha256, uri), /signature method is not taken/);
  refuse(replaced(text, /(?<=<ds:DigestMethod Algorithm=")[^"]*/, `${more}#md5`), /digest method/);
  const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
  const only = /Only exclusive canonicalisation/;
  refuse(sign({ canonicalization: inclusive }), only);
  refuse(sign({ canonicalization: `${sample.exclusive}WithComments` }), only);
  refuse(sign({ transforms: [inclusive] }), only);
  refuse(sign({ transforms: [`${sample.exclusive}WithComments`] }), only);
  refuse(sign({ transforms: [sample.enveloped, sample.enveloped, sample.exclusive] }), /transforms of a reference/);
  assert.equal(verify(sign({ transforms: [sample.enveloped, sample.exclusive] })).order, 'MDS1');
});

test('a transform that could choose what is signed is refused', () => {
  const text = sign();
  const transform = /<ds:Transforms>.*?<\/ds:Transforms>/;
  for (const evil of [
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>false()</ds:XPath></ds:Transform>',
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>',
    '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>',
    '<ds:Transform Algorithm="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform"/>',
  ]) {
    refuse(replaced(text, transform, `<ds:Transforms>${evil}<ds:Transform Algorithm="${sample.exclusive}"/></ds:Transforms>`), /transforms of a reference/); // prettier-ignore
    refuse(
      replaced(text, transform, `<ds:Transforms>${evil}</ds:Transforms>`),
      /transforms of a reference|Only exclusive/,
    );
  }
  refuse(replaced(text, transform, '<ds:Transforms/>'), /transforms of a reference/);
});

test('Body and Timestamp must both be signed', () => {
  const half = /must both be signed/;
  refuse(sign({ signed: ["//*[local-name()='Body']"] }), half);
  refuse(sign({ signed: ["//*[local-name()='Timestamp']"] }), half);
  const all = ['Body', 'Timestamp', 'BinarySecurityToken'].map((name) => `//*[local-name()='${name}']`);
  assert.equal(verify(sign({ signed: all })).order, 'MDS1');
  refuse(sign({ signed: [...all, all[0] ?? ''] }), /refers to an element twice/);
});

test('A11, P7: wrapping: the signed Body moved elsewhere, another one in its place', () => {
  const text = sign();
  const body = /<soapenv:Body .*<\/soapenv:Body>/.exec(text)?.[0] ?? '';
  const forged = body.replace('MDS1', 'EVIL');
  const without = replaced(text, body, 'HERE');
  const other = forged.replace('wsu:Id="id-1"', 'wsu:Id="id-2"');
  const into = (place: string, what: string) => replaced(without, 'HERE', place).replace('THERE', () => what);

  // into the header, into the forged Body, into the Security header, beside it
  const header = replaced(without, '<soapenv:Header>', `<soapenv:Header><x xmlns="urn:x">${body}</x>`);
  refuse(
    header.replace('HERE', () => other),
    /something other than the Body/,
  );
  refuse(
    header.replace('HERE', () => forged),
    /stands twice/,
  );
  refuse(into(other.replace('</soapenv:Body>', 'THERE</soapenv:Body>').replace(/<mpay:GetOrderDetails>.*<\/mpay:GetOrderDetails>/, `<mpay:GetOrderDetails><mpay:OrderKey>EVIL</mpay:OrderKey>${body}</mpay:GetOrderDetails>`).replace('THERE', ''), ''), /something other than the Body/); // prettier-ignore
  refuse(replaced(without, '</wsse:Security>', `<wsse:Wrapper>${body}</wsse:Wrapper></wsse:Security>`).replace('HERE', () => other), /must have one Security|no more than tokens/); // prettier-ignore
  refuse(replaced(text, '<ds:Signature ', `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${body}</ds:Object><ds:Signature `), /no more than tokens/); // prettier-ignore
  // two Bodies are no envelope at all
  assert.throws(() => verify(replaced(text, body, forged + body)), /at most one Header and then one Body/);
  assert.throws(() => verify(replaced(text, body, body + forged)), /at most one Header and then one Body/);
});

test('A11, P7: wrapping: an Id that stands twice, in whichever spelling or namespace', () => {
  const text = sign();
  for (const id of ['wsu:Id="id-1"', 'Id="id-1"', 'ID="id-1"', 'id="id-1"', 'xml:id="id-1"', 'mpay:Id="TS-1"'])
    refuse(sign({ inHeader: `<mpay:x xmlns:wsu="${sample.wsu}" ${id}/>` }), /stands twice/);
  refuse(replaced(text, '<mpay:GetOrderDetails>', '<mpay:GetOrderDetails Id="id-1">'), /stands twice/);
  refuse(replaced(text, 'wsu:Id="id-1"', 'wsu:Id="id-1" Id="id-1"'), /stands twice/);
  // two Ids of one element: which would count?
  refuse(replaced(text, 'wsu:Id="id-1"', 'wsu:Id="id-1" Id="id-3"'), /something other than the Body/);
  refuse(replaced(text, 'wsu:Id="id-1"', 'xml:id="id-1"'), /something other than the Body/);
});

test('references that name the whole document, nothing or something outside are refused', () => {
  const text = sign();
  for (const uri of [
    '',
    '#',
    '#xpointer(/)',
    '#xpointer(id(&apos;id-1&apos;))',
    'http://127.0.0.1:1/',
    'cid:id-1',
    '#id-1 ',
  ])
    refuse(replaced(text, 'URI="#id-1"', `URI="${uri}"`), /must name an element|something other than/);
  refuse(replaced(text, 'URI="#id-1"', ''), /must name an element/);
  refuse(replaced(text, /<ds:Reference .*<\/ds:Reference>/, ''), /no references/);
});

test('one Security header, with one Signature and one Timestamp', () => {
  const text = sign();
  const block = /<wsse:Security .*<\/wsse:Security>/.exec(text)?.[0] ?? '';
  const one = /must have one Security header/;
  refuse(replaced(text, block, ''), one);
  refuse(replaced(text, block, `<wsse:Security xmlns:wsse="${sample.wsse}"/>${block}`), one);
  refuse(replaced(text, block, `${block}<wsse:Security xmlns:wsse="${sample.wsse}" soapenv:actor="urn:other"/>`), one);
  refuse(text.replaceAll(sample.wsse, 'urn:other'), one);
  const signature = /<ds:Signature .*<\/ds:Signature>/.exec(text)?.[0] ?? '';
  refuse(replaced(text, signature, ''), /one Signature/);
  refuse(replaced(text, signature, signature.replaceAll('#X509-1', '#X509-1') + signature), /one Signature/);
  const timestamp = /<wsu:Timestamp .*<\/wsu:Timestamp>/.exec(text)?.[0] ?? '';
  refuse(replaced(text, timestamp, timestamp + timestamp.replace('TS-1', 'TS-2')), /one Timestamp/);
  refuse(sign({ inSecurity: '<wsse:UsernameToken><wsse:Username>x</wsse:Username></wsse:UsernameToken>' }), /no more than tokens/); // prettier-ignore
});

test('P7: a message is taken while its Timestamp lasts, give or take a minute', () => {
  const text = sign({ lifeMs: 300_000 });
  const at = (ms: number) => new Date(now.getTime() + ms);
  for (const ms of [-59_000, 0, 299_000, 359_000]) assert.equal(verify(text, {}, at(ms)).order, 'MDS1');
  refuse(text, /created in the future/, {}, at(-61_000));
  refuse(text, /has expired/, {}, at(361_000));
  refuse(sign({ lifeMs: 600_001 }), /within 10 minutes/);
  refuse(sign({ lifeMs: -1 }), /within 10 minutes/);
});

test('a Timestamp without one of its times, or with times of no zone, is refused', () => {
  const broken = [
    (text: string) => text.replace(/<wsu:Expires>.*?<\/wsu:Expires>/, ''),
    (text: string) => text.replace(/<wsu:Created>.*?<\/wsu:Created>/, ''),
    (text: string) => text.replaceAll(/Z<\/wsu:/g, '</wsu:'),
    (text: string) => text.replaceAll(/Z<\/wsu:/g, '+02:00</wsu:'),
    (text: string) => text.replace('<wsu:Expires>', '<wsu:Other/><wsu:Expires>'),
  ];
  // signed anew after the change, by the partner itself
  for (const change of broken) refuse(resign(change), /must hold Created and Expires/);
});

/** Signs a message whose Timestamp is changed before it is signed. */
function resign(change: (text: string) => string): string {
  const unsigned = sign().replace(/<ds:Signature .*<\/ds:Signature>/, '');
  const timestamp = /<wsu:Timestamp .*<\/wsu:Timestamp>/.exec(unsigned)?.[0] ?? '';
  return sample.signMessage(wish({ timestamp: change(timestamp) }));
}
