/** Addresses of partners' apps: those that OAuth's server can go back to, and no others. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DomainError } from '../errors.ts';
import { checkRedirectUrls, checkSsoAddresses } from './app-addresses.ts';

const web = { native: false, anyHttp: false };
const native = { native: true, anyHttp: false };

function faultOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    assert.ok(error instanceof DomainError && error.code === 'invalid_input', String(error));
    return error.faults.map(({ path }) => path).join();
  }
}
const faultOfUrl = (url: string, rules: typeof web) => faultOf(() => checkRedirectUrls([url], rules));

describe('a redirect address', () => {
  const good: readonly [string, typeof web][] = [
    ['https://partner.example', web],
    ['https://partner.example/callback?a=b&c', web],
    ['https://partner.example:8443/x', web],
    ['https://192.0.2.1/x', web],
    ['http://localhost:8080/back', web],
    ['http://127.0.0.1/back', web],
    ['http://[::1]:9/back', web],
    ['http://partner.example/', { native: false, anyHttp: true }],
    ['https://partner.example/app', native],
    ['http://127.0.0.1/back', native],
    ['com.example.app:/back', native],
    ['com.example.app://back', native],
  ];
  for (const [url, rules] of good) it(`may be ${url}`, () => assert.equal(faultOfUrl(url, rules), null));

  const bad: readonly [string, typeof web][] = [
    ['https://partner.example/#here', web],
    ['https://partner.example/#', web],
    ['com.example.app:/back#', native],
    ['/callback', web],
    ['partner.example/callback', web],
    ['https://', web],
    ['', web],
    ['https://user@partner.example/', web],
    ['https://:secret@partner.example/', web],
    ['https://partner.example/a b', web],
    ['https://partner.example\\@evil.example/', web],
    ['https://partner.example/\n', web],
    ['https://pärtner.example/', web],
    ["https://partner.example;script-src 'none'/", web],
    ['https://a;b/', web],
    ['https://a,b/', web],
    [`https://partner.example/${'x'.repeat(2000)}`, web],
    ['http://partner.example/', web],
    ['http://localhost.evil.example/', web],
    ['com.example.app:/back', web],
    ['javascript:alert(1)', web],
    ['javascript:alert(1)', native],
    ['data:text/html,x', native],
    ['file:///etc/passwd', native],
    ['myapp:/back', native],
    ['http://partner.example/', native],
    ['http://partner.example/', { native: true, anyHttp: true }],
    ['https://localhost/back', native],
  ];
  for (const [url, rules] of bad)
    it(`is not ${url.slice(0, 60)} (${rules.native ? 'native' : 'web'})`, () =>
      assert.equal(faultOfUrl(url, rules), 'redirectUrls.0'));

  it('stands once, and each faulty one is named', () => {
    const urls = ['https://a.example/', 'https://a.example/#', 'https://a.example/', 'https://A.example/', 'x'];
    assert.equal(faultOf(() => checkRedirectUrls(urls, web)), 'redirectUrls.1,redirectUrls.2,redirectUrls.4'); // prettier-ignore
  });
});

describe('the page for session ids', () => {
  const check = (origin: string, receiveSessionUrl: string, anyHttp = false) =>
    faultOf(() => checkSsoAddresses({ origin, receiveSessionUrl }, anyHttp));

  it('stands at the origin', () => {
    assert.equal(check('https://partner.example', 'https://partner.example/receive-session?x=1'), null);
    assert.equal(check('http://localhost:8080', 'http://localhost:8080/receive-session'), null);
    assert.equal(check('http://partner.example', 'http://partner.example/', true), null);
  });

  it('is refused elsewhere, and so is what is no origin', () => {
    const page = 'https://partner.example/receive-session';
    for (const origin of ['https://partner.example/', 'https://Partner.example', 'https://partner.example:443', '*', 'null', '', 'http://partner.example', 'com.example.app:']) {
      assert.equal(check(origin, page), 'sso.origin', origin);
    }
    for (const other of ['https://evil.example/', 'http://partner.example/', 'https://partner.example:8443/', '/receive-session', `${page}#x`, 'https://u@partner.example/']) {
      assert.equal(check('https://partner.example', other), 'sso.receiveSessionUrl', other);
    }
  }); // prettier-ignore
});
