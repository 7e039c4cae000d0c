/** The member's e-mail address and password, as often as it takes but not quicker than guessing may be. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { createGuessLimit, type GuessLimit } from '../../lib/guess-limit.ts';
import type { Form } from '../../lib/pages/form-body.ts';
import { normaliseEmail, signInMember } from '../../use-cases/oauth/sign-in-member.ts';
import { loginPage } from '../pages/login.ts';
import { writeSubject } from '../subject.ts';
import { throttle } from '../throttle.ts';
import { checkForm, goOn, readVisit, showPage, type InteractionDeps, type Visit } from './visit.ts';

/** Passwords a minute of one address. */
const most = 20;
/** In seconds, what a browser is asked to wait when too many people sign in at once. */
const breath = 5;

export function loginRoute(app: FastifyInstance, deps: InteractionDeps): void {
  const guesses = createGuessLimit(() => deps.now().getTime());

  const onRequest = throttle(app, 'oauth sign-in', most);
  app.post<{ Params: { uid: string } }>('/interaction/:uid/login', { onRequest }, async (request, reply) => {
    const visit = await readVisit(deps, request, reply, 'login');
    const form = checkForm(deps, request, visit.uid);
    const tried = await tryToSignIn(deps, guesses, visit, form, request.ip);
    if ('fault' in tried) {
      if (tried.wait > 0) void reply.header('retry-after', String(tried.wait));
      const email = form.get('email') ?? '';
      const { redirectUrl: formTarget } = visit.asker;
      const page = loginPage({ ...visit, email, fault: tried.fault });
      return showPage(deps, reply, page, { status: tried.status, formTarget });
    }
    const provider = deps.provider();
    const { details } = visit;
    // Somebody else is signed in in this browser: the provider would ask them to sign out, by a script.
    const session = await provider.Session.get(provider.createContext(request.raw, reply.raw));
    if (session.accountId !== undefined && session.accountId !== tried.subject) await session.destroy();
    if (details.session && details.session.accountId !== tried.subject) {
      delete details.session;
      await details.persist();
    }
    const login = { accountId: tried.subject, remember: false, amr: ['pwd'] };
    return goOn(reply, provider, visit, await provider.interactionResult(request.raw, reply.raw, { login }));
  });
}

type Tried = { readonly subject: string } | { readonly fault: string; readonly status: number; readonly wait: number };

async function tryToSignIn(
  deps: InteractionDeps,
  guesses: GuessLimit,
  { accountId }: Visit,
  form: Form,
  address: string,
): Promise<Tried> {
  const [email = '', password = ''] = [form.get('email'), form.get('password')];
  if (email.trim() === '' || password === '') {
    return { fault: 'Type your e-mail address and your password.', status: 422, wait: 0 };
  }
  const user = `${accountId} ${normaliseEmail(email)}`;
  const wait = Math.ceil(guesses.wait(user, address) / 1000);
  if (wait > 0) return { fault: `Too many wrong passwords. Try again in ${inWords(wait)}.`, status: 429, wait };
  try {
    const member = await signInMember(deps, { accountId, email, password });
    guesses.succeeded(user, address);
    return { subject: writeSubject({ accountId, memberId: member.id }) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'too_many_requests') return { fault: error.message, status: 429, wait: breath };
    guesses.failed(user);
    return { fault: error.message, status: 422, wait: 0 };
  }
}

const inWords = (seconds: number): string => {
  const [count, unit] = seconds < 60 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};
