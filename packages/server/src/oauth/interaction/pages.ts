/** The pages between an app's question and its answer: sign-in, consent, and what can go wrong on the way. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';
import { BadForm, mostFormBytes, parseForm } from '../../lib/pages/form-body.ts';
import { findMember } from '../../store/member.ts';
import { consentPage } from '../pages/consent.ts';
import { faultPage, ourFault, startAgain, type PageFault } from '../pages/fault.ts';
import { loginPage } from '../pages/login.ts';
import { readSubject } from '../subject.ts';
import { throttle } from '../throttle.ts';
import { abortRoute } from './abort.ts';
import { consentRoute } from './consent.ts';
import { loginRoute } from './login.ts';
import { readVisit, showPage, VisitRefused, type InteractionDeps } from './visit.ts';

/** Requests a minute of one address. */
const most = 600;

/** A plugin: the parser of forms and the answers to errors are of these pages alone. */
export const interactionPages = (deps: InteractionDeps) => async (app: FastifyInstance) => {
  const form = { parseAs: 'string', bodyLimit: mostFormBytes } as const;
  const parse = async (_request: FastifyRequest, text: string) => parseForm(text);
  app.addContentTypeParser('application/x-www-form-urlencoded', form, parse);
  app.addHook('onRequest', throttle(app, 'oauth pages', most));
  app.setErrorHandler((error: FastifyError, request, reply) => showFault(deps, error, request, reply));

  app.get<{ Params: { uid: string } }>('/interaction/:uid', { exposeHeadRoute: false }, async (request, reply) => {
    const visit = await readVisit(deps, request, reply);
    const { details, asker, accountId } = visit;
    const options = { formTarget: asker.redirectUrl };
    if (details.prompt.name === 'login') return showPage(deps, reply, loginPage(visit), options);
    const memberId = readSubject(details.session?.accountId)?.memberId ?? '';
    const member = await findMember(deps.db.of(accountId), accountId, memberId);
    if (!member) throw new VisitRefused(400, 'Nobody is signed in.');
    return showPage(deps, reply, consentPage({ ...visit, member }), options);
  });
  loginRoute(app, deps);
  consentRoute(app, deps);
  abortRoute(app, deps);
};

const tooMany: PageFault = {
  title: 'Too many tries',
  advice: 'Too many sign-ins come from your network. Wait a minute, then go back one page and try again.',
};

function showFault(
  deps: InteractionDeps,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const [status, fault] = describe(error);
  if (status >= 500) request.log.error({ err: error }, 'a sign-in page failed');
  return showPage(deps, reply, faultPage(fault), { status });
}

function describe(error: FastifyError): readonly [status: number, fault: PageFault] {
  if (error instanceof errors.SessionNotFound) return [400, startAgain];
  if (error instanceof VisitRefused || error instanceof BadForm) return [error.statusCode, startAgain];
  const { statusCode: status = 500 } = error;
  if (status === 429) return [429, tooMany];
  return status >= 400 && status < 500 ? [status, startAgain] : [500, ourFault];
}
