/** Certificates and keys that somebody gave us. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generateKeyPairSync } from 'node:crypto';
import { makeAuthority } from '../../test/make-authority.ts';
import { makeCertificate } from '../../test/make-certificate.ts';
import { belongTogether, isPrivateKey, readCertificates } from './pem-check.ts';

const file = (name: string) => readFileSync(new URL(`../../test/certificates/${name}`, import.meta.url), 'utf8');

test('reads one certificate or a chain, and nothing that holds anything else', () => {
  assert.equal(readCertificates(file('good.pem'))?.length, 1);
  assert.equal(readCertificates(`${file('good.pem')}\n${file('ca.pem')}`)?.length, 2);
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  for (const text of ['', 'x', broken, file('good.pem') + broken, file('good.pem') + file('leaf.key'), `# mine\n${file('good.pem')}`]) {
    assert.equal(readCertificates(text), null);
  }
}); // prettier-ignore

test('knows a private key that needs no password', () => {
  assert.equal(isPrivateKey(file('leaf.key')), true);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
  for (const text of ['', locked.toString(), publicKey.export({ type: 'spki', format: 'pem' }).toString(), file('good.pem')]) {
    assert.equal(isPrivateKey(text), false);
  }
}); // prettier-ignore

test('knows a key that is the certificate’s, and strong enough for TLS', async () => {
  assert.equal(belongTogether(file('good.pem'), file('leaf.key')), true);
  const authority = await makeAuthority('A');
  const one = await authority.issue({ name: 'one' });
  assert.equal(belongTogether(`${one.certificate}\n${authority.certificate}`, one.key), true);
  assert.equal(
    belongTogether(`${authority.certificate}\n${one.certificate}`, one.key),
    false,
    'the first is whose key it is',
  );
  assert.equal(belongTogether(file('good.pem'), one.key), false);
  const weak = await makeCertificate({ name: 'weak', bits: 1024 });
  assert.equal(belongTogether(weak.certificate, weak.key), false);
});
