/** What our pages are made of: templates that escape, tokens of forms, headers, forms as they come back. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BadForm, parseForm } from './form-body.ts';
import { isFormToken, writeFormToken } from './form-token.ts';
import { html, type Piece } from './html.ts';
import { pageHeaders } from './page-headers.ts';

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
