/** Which certificate is believed when a proxy passes it on. Those of our own listener: dialects/mdelivery/auth.test.ts. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { makeAuthority } from '../../test/make-authority.ts';
import { createCertificateReader, fingerprintOf, parseCertificate } from './client-certificate.ts';

const authority = await makeAuthority('CA');
const { certificate } = await authority.issue({ name: 'MDelivery' });
const parsed = new X509Certificate(certificate);
const fingerprint = parsed.fingerprint256.replaceAll(':', '').toLowerCase();
const standard = `:${parsed.raw.toString('base64')}:`;
const now = new Date();

/** A socket that comes from there. */
function from(remoteAddress: string): Socket {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return socket;
}
const named = { proxies: ['10.0.0.7', '192.168.4.0/22', 'fd00::/8'], header: 'client-cert' };
const read = (rawHeaders: string[], address = '10.0.0.7', settings = named, at = now) =>
  createCertificateReader(settings)({ rawHeaders, socket: from(address) }, at);

test('believes a named proxy, in the form of RFC 9440 and in that of nginx', () => {
  assert.equal(read(['Client-Cert', standard]), fingerprint);
  assert.equal(read(['client-cert', encodeURIComponent(certificate)]), fingerprint);
  const settings = { ...named, header: 'x-ssl-client-cert' };
  assert.equal(read(['X-SSL-Client-Cert', encodeURIComponent(certificate)], '10.0.0.7', settings), fingerprint);
  assert.equal(read(['Client-Cert', standard], '10.0.0.7', settings), null);
});

test('P5: believes addresses and networks of both versions, and nobody else', () => {
  for (const address of ['10.0.0.7', '::ffff:10.0.0.7', '192.168.7.255', 'fd12::1']) {
    assert.equal(read(['Client-Cert', standard], address), fingerprint, address);
  }
  for (const address of ['10.0.0.8', '192.168.8.0', '127.0.0.1', '::1', 'fe80::1', '::ffff:10.0.0.8']) {
    assert.equal(read(['Client-Cert', standard, 'X-Forwarded-For', '10.0.0.7'], address), null, address);
  }
  assert.equal(read(['Client-Cert', standard], '10.0.0.7', { ...named, proxies: [] }), null);
});

test('P5: takes no header that came twice, and nothing that is not one certificate', () => {
  assert.equal(read(['Client-Cert', standard, 'client-cert', standard]), null);
  const wrong = ['', ':', '::', ':####:', ':AAAA:', standard.slice(1), standard.slice(0, -1), `${standard}, ${standard}`, '%zz', encodeURIComponent(certificate + certificate), encodeURIComponent(certificate.replace('M', '!')), 'x'.repeat(10_000)]; // prettier-ignore
  for (const value of wrong) assert.equal(read(['Client-Cert', value]), null, value.slice(0, 80));
  assert.equal(read([]), null);
});

test('P5: takes no certificate before its time or after it', () => {
  const at = (text: string, ms: number) => new Date(Date.parse(text) + ms);
  assert.equal(read(['Client-Cert', standard], '10.0.0.7', named, at(parsed.validTo, 1000)), null);
  assert.equal(read(['Client-Cert', standard], '10.0.0.7', named, at(parsed.validFrom, -1000)), null);
  assert.equal(read(['Client-Cert', standard], '10.0.0.7', named, at(parsed.validTo, -1000)), fingerprint);
});

test('writes a fingerprint as OpenSSL does, in small letters and without colons', () => {
  assert.match(fingerprintOf(parsed), /^[0-9a-f]{64}$/);
  assert.equal(fingerprintOf(parsed), fingerprint);
  assert.equal(parseCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'), null);
});
