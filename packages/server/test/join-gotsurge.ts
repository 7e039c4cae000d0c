/** A partner of GotSurge's joins the sandbox's platform: registers an app, and goes through the pages as a browser without scripts does. */
import assert from 'node:assert/strict';
import { sandboxPartner } from '../src/use-cases/account/sandbox-partner.ts';
import { FormBrowser } from './form-browser.ts';
import { list, type Call, type Fields } from './http-call.ts';

export interface Joining {
  /** Of the server, without a path. */
  readonly base: string;
  readonly call: Call;
  readonly native: (method: string, path: string, body?: unknown) => Promise<Fields>;
  /** Where it listens. */
  readonly webhookUrl: string;
}

export interface Joined {
  readonly appId: string;
  readonly bearer: { readonly authorization: string };
  readonly webhookSecret: string;
  readonly signature: string;
  /** What must not stand in any log, without the signature. */
  readonly secrets: readonly string[];
}

export async function joinGotSurge({ base, call, native, webhookUrl }: Joining): Promise<Joined> {
  const platforms = list((await native('GET', '/platforms'))['data']);
  const platformId = platforms.find(({ isHome }) => isHome)?.['id'] ?? assert.fail('there is no home');
  const redirectUrl = 'https://partner.example/callback';
  const order = { name: 'Harbour Desk', redirectUrls: [redirectUrl], platformId, webhookUrl };
  const { id, clientKey, secretKey, webhookSecret } = (await native('POST', '/partner-apps', order)) as Record<string, string>; // prettier-ignore
  assert.ok(id && clientKey && secretKey && webhookSecret);
  // cookies belong to the name by which the house is known
  const browser = new FormBrowser(`http://localhost:${new URL(base).port}`, '203.0.113.7');
  const query = new URLSearchParams({ client_key: clientKey, redirect_url: redirectUrl, state: 'story' });
  const login = await browser.follow(`/gotsurge/oauth2/auth?${query.toString()}`);
  const { email } = sandboxPartner.people[0];
  const consent = await browser.press(login, 'Sign in', { email, password: sandboxPartner.password });
  const back = await browser.press(consent, 'Allow');
  const code =
    new URL(back.headers.get('location') ?? assert.fail(back.text)).searchParams.get('code') ?? assert.fail();
  const exchange = { client_key: clientKey, secret_key: secretKey, code };
  const { bearer_token, refresh_token } = await call('POST', '/gotsurge/oauth2/token', {}, exchange);
  const signature = Buffer.from(`${clientKey}:${secretKey}`).toString('base64');
  const detail = await call('GET', `/gotsurge/partners/${signature}`, {});
  assert.deepEqual([detail['client_key'], detail['webhook_url']], [clientKey, webhookUrl]);
  const secrets = [secretKey, webhookSecret, webhookSecret.replace('whsec_', ''), code, bearer_token, refresh_token].map(String); // prettier-ignore
  return { appId: id, bearer: { authorization: `Bearer ${String(bearer_token)}` }, secrets, webhookSecret, signature };
}
