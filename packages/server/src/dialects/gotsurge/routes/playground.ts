/** Pages of the sandbox that walk through the whole dance, without a script: each step is a request to the real API. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret, readSecret, writeSecret } from '../../../lib/pages/cookies.ts';
import { BadForm } from '../../../lib/pages/form-body.ts';
import { isFormToken, writeFormToken } from '../../../lib/pages/form-token.ts';
import { html } from '../../../lib/pages/html.ts';
import { formOf } from '../../../lib/pages/page-routes.ts';
import { sandboxPartner } from '../../../use-cases/account/sandbox-partner.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import type { Call } from '../pages/call.ts';
import { codePage, noCodePage, startPage, stepPage, type Ground, type Held } from '../pages/playground.ts';
import { receiveScript, receiveSessionPage } from '../pages/receive-session.ts';
import { isHttps, makePages, showPage } from '../pages/show.ts';
import { sampleTasks } from '../sample-task.ts';
import { pageAnswers, pageRedirects } from '../schemas/page.ts';
import { ComeBack } from '../schemas/playground.ts';
import type { GotSurgeApp, Register } from './app.ts';

const cookie = 'waybill_playground';
const { clientKey, secretKey } = sandboxPartner;

/** Nothing of it is there outside the sandbox. */
export const playground: Register = async (app, deps) => {
  if (deps.settings.sandbox) await app.register(async (pages) => playgroundPages(pages, deps));
};

const prefix = '/gotsurge';
const hidden = { hide: true, response: pageAnswers } as const;
const form = { ...hidden, consumes: ['application/x-www-form-urlencoded'] } as const;

function playgroundPages(app: GotSurgeApp, deps: Deps): void {
  makePages(app, deps);
  const key = () => deps.secrets.derive('playground');
  const ground = (): Ground => ({
    home: `${deps.publicUrl()}${prefix}/playground`,
    people: sandboxPartner.people,
    password: sandboxPartner.password,
  });

  /** Asks the real API, as from the browser's address. */
  async function call(request: FastifyRequest, path: string, body: object, bearer?: string): Promise<Call> {
    const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const url = `${prefix}${path}`;
    const answer = await app.inject({ method: 'POST', url, headers, payload: body, remoteAddress: request.ip });
    const { statusCode: status, body: text } = answer;
    return { method: 'POST', url: `${deps.publicUrl()}${url}`, headers, body, status, answer: text };
  }

  app.get('/playground', { schema: { ...hidden, querystring: ComeBack } }, async (request, reply) => {
    const { code, state, error } = request.query;
    if (code === undefined && error === undefined) return showPage(deps, reply, startPage(ground()));
    const secret = readSecret(request.headers.cookie, cookie);
    if (!secret || state === undefined || !isFormToken(key(), secret, state, deps.now())) {
      const words = 'The state is not the one that this browser left with: an app must not go on.';
      return showPage(deps, reply, noCodePage(ground(), words), { status: 400 });
    }
    if (code !== undefined) return showPage(deps, reply, codePage(ground(), { code, state }));
    return showPage(deps, reply, noCodePage(ground(), html`The app was told <strong>error=${error ?? ''}</strong>.`));
  });

  app.get('/playground/start', { schema: { ...hidden, response: pageRedirects } }, async (_request, reply) => {
    const secret = newSecret();
    const { home } = ground();
    const query = new URLSearchParams({
      client_key: clientKey,
      redirect_url: home,
      state: writeFormToken(key(), secret, deps.now()),
    });
    return reply
      .header('set-cookie', writeSecret(cookie, secret, { https: isHttps(deps) }))
      .redirect(`${deps.publicUrl()}${prefix}/oauth2/auth?${query.toString()}`, 303);
  });

  app.post('/playground/token', { schema: form }, async (request, reply) => {
    const body = { client_key: clientKey, secret_key: secretKey, code: formOf(request).get('code') ?? '' };
    const exchange = await call(request, '/oauth2/token', body);
    return showStep(reply, 'The code is exchanged', exchange, heldAfter(exchange));
  });

  app.post('/playground/task', { schema: form }, async (request, reply) => {
    const held = heldIn(request);
    const made = await call(request, '/tasks', sampleTasks(deps.now()), held.bearerToken);
    return showStep(reply, 'A task', made, held);
  });

  app.post('/playground/refresh', { schema: form }, async (request, reply) => {
    const held = heldIn(request);
    const body = { client_key: clientKey, refresh_token: held.refreshToken };
    const refresh = await call(request, '/oauth2/refresh', body);
    return showStep(reply, 'Another bearer token', refresh, heldAfter(refresh, held));
  });

  // the partner's own page: the sign-in page may frame it, for it is of the same origin here
  const framedByUs = true;
  app.get('/playground/receive-session', { schema: hidden }, async (_request, reply) => {
    const query = new URLSearchParams({ client_key: clientKey });
    const login = `${deps.publicUrl()}${prefix}/sso/login?${query.toString()}`;
    return showPage(deps, reply, receiveSessionPage(ground(), login), { script: receiveScript, framedByUs });
  });

  app.post('/playground/session', { schema: form }, async (request, reply) => {
    const body = { session_id: formOf(request).get('session_id') ?? '' };
    const exchange = await call(request, '/platform/sso/token', body);
    return showStep(reply, 'The session is exchanged', exchange, heldAfter(exchange), framedByUs);
  });

  const showStep = (reply: FastifyReply, title: string, step: Call, held: Held | null, framedByUs = false) =>
    showPage(deps, reply, stepPage(ground(), title, step, held), { framedByUs });
}

/** @throws BadForm */
function heldIn(request: FastifyRequest): Held {
  const form = formOf(request);
  const [bearerToken, refreshToken] = [form.get('bearer_token'), form.get('refresh_token')];
  if (bearerToken === undefined || refreshToken === undefined) throw new BadForm('The form holds no tokens.');
  return { bearerToken, refreshToken };
}

/** @param before what the app held; a refresh brings a bearer token alone. Null: a refusal brought none */
function heldAfter({ status, answer }: Call, before: Held | null = null): Held | null {
  if (status !== 200) return before;
  // an answer of ours
  const got = JSON.parse(answer) as { readonly bearer_token: string; readonly refresh_token?: string };
  return { bearerToken: got.bearer_token, refreshToken: got.refresh_token ?? before?.refreshToken ?? '' };
}
