/** What our pages are made of: templates that escape, tokens of forms, headers, forms as they come back. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BadForm, parseForm } from './form-body.ts';
import { isFormToken, writeFormToken } from './form-token.ts';
import { newSecret, readSecret, writeSecret } from './cookies.ts';
import { html, type Piece } from './html.ts';
import { pageHeaders } from './page-headers.ts';
import { pageScript } from './script.ts';

describe('a template', () => {
  it('lets no text become markup, in text or in an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: page } = html`<p title="${text}">${text}</p>`;
        const [, title, body] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(page) ?? [];
        assert.ok(title !== undefined && title === body, page);
        const back = title.replaceAll(/&(lt|gt|quot|#39|amp);/g, (_all, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[String(name)] ?? ''); // prettier-ignore
        assert.equal(back, text);
      }),
    );
  });

  it('puts templates into templates, and nothing for null and false', () => {
    const pieces: readonly Piece[] = [html`<li>${'<'}</li>`, 'a & b', 3, null, false, [html`<i>${"'"}</i>`, '>']];
    assert.equal(html`${pieces}`.text, '<li>&lt;</li>a &amp; b3<i>&#39;</i>&gt;');
  });
});

describe('the token of a form', () => {
  const key = randomBytes(32);
  const now = new Date('2026-01-01T00:00:00Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

  it('is good for its form, for half an hour', () => {
    const token = writeFormToken(key, 'form', now);
    assert.ok(isFormToken(key, 'form', token, now));
    assert.ok(isFormToken(key, 'form', token, later(29.99)));
    assert.ok(!isFormToken(key, 'form', token, later(30)));
    assert.ok(!isFormToken(key, 'other', token, now));
    assert.ok(!isFormToken(randomBytes(32), 'form', token, now));
    const [until = '', seal = ''] = token.split('.');
    assert.ok(!isFormToken(key, 'form', `${Number(until) + 60_000}.${seal}`, now));
    for (const odd of ['', '.', until, `${until}.`, `.${seal}`, `${token}x`]) assert.ok(!isFormToken(key, 'form', odd, now), odd); // prettier-ignore
  });
});

describe('the policy of a page', () => {
  const policy = (formTarget: string | null) =>
    /form-action ([^;]*);/.exec(pageHeaders({ https: false, formTarget })['content-security-policy'] ?? '')?.[1];

  it('names the origin that a form ends at, and nothing else that an address holds', () => {
    assert.equal(policy(null), "'self'");
    assert.equal(policy('https://a.example/x?y=https://b.example'), "'self' https://a.example");
    assert.equal(policy('http://127.0.0.1:8443/x'), "'self' http://127.0.0.1:8443");
    assert.equal(policy('http://[::1]:9/x'), "'self' http://[::1]:9");
    assert.equal(policy('com.example.app:/cb'), "'self' com.example.app:");
    for (const odd of [
      'https://a;b.example/',
      'https://a,b.example/',
      "https://a'b.example/",
      'nonsense',
      '//a.example',
    ])
      assert.equal(policy(odd), "'self'", odd);
  });

  it('lets one script and one frame in where a page has them, and our own pages around it', () => {
    const rules = { script: "'sha256-x'", frame: 'https://a.example/receive?x', framedByUs: true, https: false };
    const headers = pageHeaders(rules);
    const written = headers['content-security-policy'] ?? '';
    for (const one of ["script-src 'sha256-x'", 'frame-src https://a.example', "frame-ancestors 'self'"]) assert.ok(written.split('; ').includes(one), written); // prettier-ignore
    assert.equal(headers['x-frame-options'], 'SAMEORIGIN');
    const plain = pageHeaders({ frame: 'https://a;b.example/', https: false });
    assert.doesNotMatch(plain['content-security-policy'] ?? '', /script-src|frame-src/);
    assert.match(plain['content-security-policy'] ?? '', /frame-ancestors 'none'/);
    assert.equal(plain['x-frame-options'], 'DENY');
  });

  it('lets a page have a sheet of its own, and its script ask us', () => {
    const written = pageHeaders({ style: "'sha256-y'", asksUs: true, https: false })['content-security-policy'] ?? '';
    for (const one of ["style-src 'sha256-y'", "connect-src 'self'"]) assert.ok(written.split('; ').includes(one), written); // prettier-ignore
    assert.doesNotMatch(pageHeaders({ https: false })['content-security-policy'] ?? '', /connect-src|sha256-y/);
  });

  it('asks for https to stay only where there is https', () => {
    assert.equal(pageHeaders({ https: true })['strict-transport-security'], 'max-age=31536000');
    assert.equal('strict-transport-security' in pageHeaders({ https: false }), false);
  });
});

describe('a form that comes back', () => {
  it('is read as browsers write it, and refused when a field stands twice', () => {
    assert.deepEqual([...parseForm('a=1+2%26&b=%C3%A9&c=')], [['a', '1 2&'], ['b', 'é'], ['c', '']]); // prettier-ignore
    assert.throws(() => parseForm('a=1&a=1'), BadForm);
  });
});

describe('a script of ours', () => {
  it('is named by the hash of what the browser sees, whatever it is told', () => {
    const code = `console.log('&', "<");`;
    const { source, tag } = pageScript(code);
    const { text } = tag({ word: `"><script>alert(1)</script>`, other: '&' });
    const [, attributes, body] = /^<script((?: data-[a-z]+="[^"<>]*")*)>(.*)<\/script>$/s.exec(text) ?? [];
    assert.equal(attributes, ' data-word="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" data-other="&amp;"');
    assert.equal(body, code);
    assert.equal(source, `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  });
});

describe('a secret in a cookie', () => {
  it('comes back from among others, and only in the form that we give it', () => {
    const secret = newSecret();
    assert.notEqual(newSecret(), secret);
    assert.equal(readSecret(`a=b; x=${secret}; xx=1`, 'x'), secret);
    for (const header of [undefined, '', 'x', 'x=', `xx=${secret}`, `x=${secret}y`, `x=${secret.slice(1)}`, `x="${secret}"`]) assert.equal(readSecret(header, 'x'), null, header); // prettier-ignore
    assert.equal(writeSecret('x', secret, { https: true }), `x=${secret}; HttpOnly; SameSite=Lax; Secure`);
    assert.equal(writeSecret('x', secret, { https: false }), `x=${secret}; HttpOnly; SameSite=Lax`);
    assert.equal(writeSecret('x', secret, { https: true, path: '/a/b' }), `x=${secret}; HttpOnly; SameSite=Lax; Path=/a/b; Secure`); // prettier-ignore
  });
});
