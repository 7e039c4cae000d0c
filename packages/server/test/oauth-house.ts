/** The authorization server on a real database, listening, with partners and a browser to sign in with. */
import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { buildApp } from '../src/http/app.ts';
import { createOAuth, type OAuth } from '../src/oauth/create-oauth.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { FormBrowser, type Seen } from './form-browser.ts';
import { makePartner, type Partner, type PartnerOptions } from './make-partner.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export interface OAuthHouse {
  readonly app: FastifyInstance;
  readonly origin: string;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly oauth: OAuth;
  readonly partner: (options?: PartnerOptions, tenant?: Tenant) => Promise<Partner>;
  readonly browser: () => FormBrowser;
  /** The token endpoint, or another below /oauth2, with a form. */
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<TokenAnswer>;
  readonly close: () => Promise<void>;
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** @param publicUrl what the outside knows; else where it listens */
export async function openOAuthHouse({
  log = pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
  publicUrl,
}: { readonly log?: Logger; readonly publicUrl?: string } = {}): Promise<OAuthHouse> {
  const database = await testDatabase();
  const deps = { ...testDeps(database.tenants), log };
  let origin = '';
  let browsers = 0;
  const oauth = createOAuth({ ...deps, publicUrl: () => publicUrl ?? origin });
  const app = buildApp({
    log,
    // so that each browser has an address of its own
    trustProxy: true,
    mounts: oauth.mounts,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  // it listens on a port by now
  origin = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  return {
    app,
    origin,
    database,
    deps,
    oauth,
    partner: async (options, tenant) => makePartner(deps, tenant ?? (await makeTenant(deps)), options),
    browser: () => new FormBrowser(origin, `10.0.${browsers >> 8}.${(browsers += 1) & 255}`),
    async post(path, form) {
      const answer = await fetch(`${origin}/oauth2${path}`, { method: 'POST', body: new URLSearchParams(form) });
      const text = await answer.text();
      // what the endpoints send is an object, or nothing
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      return { status: answer.status, body };
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

export const proof = () => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

/** The address at which a standard client begins; `change` replaces parameters, null leaves one out. */
export function authUrl(
  { clientKey, redirectUrl }: Partner,
  challenge: string,
  change: Readonly<Record<string, string | null>> = {},
): string {
  const query = {
    client_id: clientKey,
    redirect_uri: redirectUrl,
    response_type: 'code',
    scope: 'tasks',
    state: 'st-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  };
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null) kept.set(name, value);
  return `/oauth2/auth?${kept.toString()}`;
}

/** From the first page to the redirect that leads back to the app. */
export async function allow(browser: FormBrowser, { email, password }: Partner, url: string): Promise<Seen> {
  const login = await browser.follow(url);
  const consent = await browser.press(login, 'Sign in', { email, password });
  return browser.press(consent, 'Allow');
}

export const parametersOf = ({ headers }: Seen): URLSearchParams =>
  new URL(headers.get('location') ?? 'none:').searchParams;
