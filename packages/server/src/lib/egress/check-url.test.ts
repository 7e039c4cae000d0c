/** W5 at creation time: which URLs a partner may give us. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowedAddress } from './address-guard.ts';
import { checkUrl, UrlRefused } from './check-url.ts';

const strict = { privateUrls: false };
const open = { privateUrls: true };

/** Every way to write a host that is not public; the second column tells whether the setting opens it. */
const notPublic: readonly (readonly [url: string, opened: boolean])[] = [
  ['http://127.0.0.1/', true],
  ['http://localhost/', true],
  ['http://LOCALHOST./', true],
  ['http://hooks.localhost/', true],
  ['http://127.1/', true],
  ['http://2130706433/', true],
  ['http://0x7f.1/', true],
  ['http://0177.0.0.1/', true],
  ['http://127.0.0.1./', true],
  ['http://①②⑦.⓪.⓪.①/', true],
  ['http://[::1]/', true],
  ['http://[::ffff:127.0.0.1]/', true],
  ['http://10.1.2.3/', true],
  ['http://172.16.0.1/', true],
  ['http://172.31.255.254/', true],
  ['http://192.168.1.1/', true],
  ['http://100.64.0.1/', true],
  ['http://[fc00::1]/', true],
  ['http://[fdff:ffff::1]/', true],
  ['http://0.0.0.0/', false],
  ['http://0/', false],
  ['http://0.1.2.3/', false],
  ['http://169.254.169.254/', false],
  ['http://[::ffff:a9fe:a9fe]/', false],
  ['http://192.0.2.1/', false],
  ['http://198.18.0.1/', false],
  ['http://198.51.100.1/', false],
  ['http://203.0.113.1/', false],
  ['http://224.0.0.1/', false],
  ['http://240.0.0.1/', false],
  ['http://255.255.255.255/', false],
  ['http://[::]/', false],
  ['http://[::127.0.0.1]/', false],
  ['http://[64:ff9b::7f00:1]/', false],
  ['http://[64:ff9b:1::1]/', false],
  ['http://[2002:7f00:1::]/', false],
  ['http://[2001::1]/', false],
  ['http://[2001:db8::1]/', false],
  ['http://[100::1]/', false],
  ['http://[5f00::1]/', false],
  ['http://[fe80::1]/', false],
  ['http://[fec0::1]/', false],
  ['http://[ff02::1]/', false],
  ['http://[3fff::1]/', false],
];

/** Refused however the setting stands. */
const malformed: readonly string[] = [
  'http://user:pass@example.com/',
  'http://user@example.com/',
  'http://example.com:22/',
  'http://example.com:25/',
  'http://example.com:81/',
  'http://example.com:5432/',
  'http://example.com:6379/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'ftp://example.com/',
  'javascript:alert(1)',
  '/relative',
  'example.com',
  'http://',
  'http://[fe80::1%25eth0]/',
  `http://example.com/${'a'.repeat(2048)}`,
];

test('W5: no way to write a private or reserved host gets past the check', () => {
  for (const [url] of notPublic) assert.throws(() => checkUrl(url, strict), UrlRefused, url);
});

test('W5: the setting opens loopback and private networks and nothing else', () => {
  for (const [url, opened] of notPublic) {
    if (opened) assert.doesNotThrow(() => checkUrl(url, open), url);
    else assert.throws(() => checkUrl(url, open), UrlRefused, url);
  }
});

test('W5: other schemes, credentials, odd ports and half URLs are refused whatever the setting', () => {
  for (const policy of [strict, open]) {
    for (const url of malformed) assert.throws(() => checkUrl(url, policy), UrlRefused, url);
  }
});

test('W5: a refusal names no address and no host', () => {
  for (const [url] of notPublic) {
    assert.throws(
      () => checkUrl(url, strict),
      (error: Error) => !/\d{2}|::|localhost|private|loopback/i.test(error.message.replace('https:// or http://', '')),
    );
  }
});

test('public URLs pass: with a port, with a foreign name, with a literal address', () => {
  for (const url of [
    'https://example.com/hook?a=1',
    'http://example.com:80/',
    'https://example.com:443/',
    'https://example.com:8443/',
    'https://example.com./',
    'https://bücher.example/',
    'http://93.184.216.34/',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/',
  ]) {
    assert.doesNotThrow(() => checkUrl(url, strict), url);
  }
});

test('an address with a zone or none at all is not allowed', () => {
  assert.equal(isAllowedAddress('fe80::1%eth0', open), false);
  assert.equal(isAllowedAddress('', open), false);
  assert.equal(isAllowedAddress('example.com', open), false);
  assert.equal(isAllowedAddress('::ffff:8.8.8.8', strict), true);
});
