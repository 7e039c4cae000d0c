/** GET and POST /sso/login: a member signs in, and the partner's page hears of it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { createGuessLimit } from '../../../lib/guess-limit.ts';
import { newSecret, readSecret, writeSecret } from '../../../lib/pages/cookies.ts';
import { BadForm, type Form } from '../../../lib/pages/form-body.ts';
import { isFormToken, writeFormToken } from '../../../lib/pages/form-token.ts';
import { formOf } from '../../../lib/pages/page-routes.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { normaliseEmail } from '../../../use-cases/oauth/sign-in-member.ts';
import { findSsoApp, openSsoSession, type SsoApp } from '../../../use-cases/partner/sso.ts';
import { chooseField, keyNames } from '../choose-field.ts';
import { toRefusal } from '../errors.ts';
import { isHttps, makePages, showPage } from '../pages/show.ts';
import { ssoLoginPage } from '../pages/sso-login.ts';
import { ssoResultPage, ssoScript } from '../pages/sso-result.ts';
import { pageAnswers } from '../schemas/page.ts';
import { SsoLogin } from '../schemas/sso.ts';
import { createThrottle } from '../throttle.ts';
import type { GotSurgeApp } from './app.ts';

const cookie = 'waybill_sso';

/** What a wrong sign-in is shown on the page itself; whatever else goes wrong has a page of its own. */
const shown = ['unauthenticated', 'forbidden', 'too_many_requests', 'invalid_input'];

export async function ssoPages(app: GotSurgeApp, deps: Deps): Promise<void> {
  makePages(app, deps);
  const throttle = await createThrottle(app, 'sso sign-in');
  const guesses = createGuessLimit(() => deps.now().getTime());
  const key = () => deps.secrets.derive('sso forms');

  /** The form is this browser's, and this app's. */
  const subjectOf = (secret: string, { clientKey }: SsoApp) => JSON.stringify([secret, clientKey]);

  function showLogin(
    request: FastifyRequest,
    reply: FastifyReply,
    sso: SsoApp,
    again: { readonly status?: number; readonly email?: string; readonly fault?: string } = {},
  ): FastifyReply {
    // the same for all tabs of a browser
    const secret = readSecret(request.headers.cookie, cookie) ?? newSecret();
    void reply.header('set-cookie', writeSecret(cookie, secret, { https: isHttps(deps) }));
    const token = writeFormToken(key(), subjectOf(secret, sso), deps.now());
    const { status = 200, ...rest } = again;
    return showPage(deps, reply, ssoLoginPage({ ...sso, token, ...rest }), { status });
  }

  async function signIn(request: FastifyRequest, form: Form, sso: SsoApp): Promise<string> {
    const [email = '', password = ''] = [form.get('email'), form.get('password')];
    if (email.trim() === '' || password === '') {
      throw new DomainError('invalid_input', 'Type your e-mail address and your password.');
    }
    const user = `${sso.accountId} ${normaliseEmail(email)}`;
    if (guesses.wait(user, request.ip) > 0) {
      throw new DomainError('too_many_requests', 'Too many wrong passwords. Try again in some minutes.');
    }
    try {
      const sessionId = await openSsoSession(deps, sso, { email, password });
      guesses.succeeded(user, request.ip);
      return sessionId;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unauthenticated') guesses.failed(user);
      throw error;
    }
  }

  app.get(
    '/sso/login',
    { schema: { hide: true, querystring: SsoLogin, response: pageAnswers } },
    async (request, reply) => {
      const sso = await findSsoApp(deps, chooseField(request.query, keyNames));
      return showLogin(request, reply, sso);
    },
  );

  app.post(
    '/sso/login',
    { schema: { hide: true, consumes: ['application/x-www-form-urlencoded'], response: pageAnswers } },
    async (request, reply) => {
      await throttle(request, reply);
      const form = formOf(request);
      const sso = await findSsoApp(deps, form.get('client_key') ?? '');
      const secret = readSecret(request.headers.cookie, cookie);
      if (!secret || !isFormToken(key(), subjectOf(secret, sso), form.get('token') ?? '', deps.now())) {
        throw new BadForm('The page is too old, or its cookie is missing. Go back to where you came from and start again.'); // prettier-ignore
      }
      try {
        const sessionId = await signIn(request, form, sso);
        const { receiveSessionUrl: frame } = sso;
        return showPage(deps, reply, ssoResultPage({ ...sso, sessionId }), { script: ssoScript, frame });
      } catch (error) {
        if (!(error instanceof DomainError) || !shown.includes(error.code)) throw error;
        const { message: fault } = error;
        // 401 would ask for a bearer token
        const status = error.code === 'too_many_requests' ? toRefusal(error).status : 422;
        return showLogin(request, reply, sso, { status, email: form.get('email') ?? '', fault });
      }
    },
  );
}
