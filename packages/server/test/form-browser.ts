/** A browser without scripts for the tests of our pages: cookies by path, redirects one by one, forms by their buttons. */
import assert from 'node:assert/strict';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** As it was set. */
  readonly text: string;
}

export interface Seen {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface PageForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly button: string;
}

const unescape = (text: string) =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[String(name)] ?? ''); // prettier-ignore

const attribute = (tag: string, name: string) => unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** The forms of a page, each with its fields as they stand. */
export const formsOf = (text: string): readonly PageForm[] =>
  [...text.matchAll(/<form[\s\S]*?<\/form>/g)].map(([form]) => ({
    action: attribute(form, 'action'),
    button: /<button[^>]*>([^<]*)</.exec(form)?.[1] ?? '',
    fields: Object.fromEntries(
      [...form.matchAll(/<input[\s\S]*?\/>/g)].map(([input]) => [attribute(input, 'name'), attribute(input, 'value')]),
    ),
  }));

export class FormBrowser {
  readonly cookies = new Map<string, Cookie>();
  readonly #home: string;
  readonly #address: string;
  /**
   * @param home origin on which it follows redirects; at any other it stops and shows where it was sent
   * @param address its own, as a proxy tells it
   */
  constructor(home: string, address: string) {
    this.#home = home;
    this.#address = address;
  }

  async open(url: string, init: RequestInit = {}): Promise<Seen> {
    const asked = new URL(url, this.#home);
    const cookie = [...this.cookies.values()]
      .filter(({ path }) => asked.pathname === path || asked.pathname.startsWith(path === '/' ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    headers.set('x-forwarded-for', this.#address);
    const answer = await fetch(asked, { ...init, headers, redirect: 'manual' });
    for (const text of answer.headers.getSetCookie()) this.#keep(text);
    return { url: asked.href, status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  /** Follows redirects at home. Ends at a page, or with the redirect that leads away. */
  async follow(url: string, init?: RequestInit): Promise<Seen> {
    let seen = await this.open(url, init);
    for (let left = 10; left > 0; left -= 1) {
      const to = seen.headers.get('location');
      if (to === null || !new URL(to, this.#home).href.startsWith(`${this.#home}/`)) return seen;
      seen = await this.open(to);
    }
    throw new Error('Redirects without end.');
  }

  /** Presses a button of the page, with what was typed into the form around it. */
  press(page: Seen, button: string, typed: Readonly<Record<string, string>> = {}, headers = {}): Promise<Seen> {
    const form = formsOf(page.text).find((one) => one.button === button);
    assert.ok(form, `no button ${button} on ${page.status} ${page.text}`);
    const body = new URLSearchParams({ ...form.fields, ...typed });
    // as browsers do, against the address of the page
    return this.follow(new URL(form.action, page.url).href, {
      method: 'POST',
      body,
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  #keep(text: string): void {
    const [pair = '', ...rest] = text.split(/; */);
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const path = rest.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const gone = rest.some((one) => /^max-age=0$/i.test(one) || /^expires=Thu, 01 Jan 1970/i.test(one));
    if (gone) this.cookies.delete(`${name} ${path}`);
    else this.cookies.set(`${name} ${path}`, { name, value, path, text });
  }
}
