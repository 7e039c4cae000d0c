/** A browser on the receiver's pages: its session, its language, and that a form of it comes from a page of ours. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PageLanguage } from '../../../../domain/shipping-order/shipping-order.ts';
import { readSecret, writeSecret } from '../../../../lib/pages/cookies.ts';
import type { Form } from '../../../../lib/pages/form-body.ts';
import { formOf as readForm } from '../../../../lib/pages/page-routes.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import {
  findSession,
  formSecret,
  isFormSecret,
  keepDraft,
  type OpenSession,
} from '../../../../use-cases/receiver/session.ts';
import { PageFault } from '../../pages/fault.ts';
import { acceptedLanguage, readLanguage } from '../../pages/request-language.ts';
import { viewOf, type View } from '../../pages/view.ts';
import { baseOf } from './place.ts';

const cookie = 'waybill_receiver';

export interface Visit {
  /** Of the cookie, whether there is a session for it or not. */
  readonly token: string | null;
  readonly open: OpenSession | null;
  /** By the link, or on a page before; null: nobody has said. */
  readonly language: PageLanguage | null;
}

const nobody: Visit = { token: null, open: null, language: null };

/** Finds out with each request who comes. */
export function receiveVisits(app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('visit');
  app.addHook('onRequest', async (request) => {
    request.setDecorator('visit', await readVisit(deps, request));
  });
}

export const visitOf = (request: FastifyRequest): Visit => request.getDecorator<Visit | undefined>('visit') ?? nobody;

async function readVisit(deps: Deps, request: FastifyRequest): Promise<Visit> {
  const token = readSecret(request.headers.cookie, cookie);
  const open = await findSession(deps, token);
  // schemas have not been asked yet: it may be anything
  const { lang } = Object(request.query) as { lang?: unknown };
  const said = readLanguage(lang);
  if (!open || said === null || said === open.session.draft.language) {
    return { token, open, language: said ?? open?.session.draft.language ?? null };
  }
  const session = await keepDraft(deps, open.session, { language: said });
  return { token, open: { ...open, session }, language: said };
}

/** @throws PageFault for a browser without a session */
export function sessionOf(request: FastifyRequest): OpenSession {
  const { open } = visitOf(request);
  if (!open) throw new PageFault('session_over', 403);
  return open;
}

export const isHttps = ({ publicUrl }: Pick<Deps, 'publicUrl'>): boolean => publicUrl().startsWith('https:');

export function giveCookie(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { token }: Pick<OpenSession, 'token'>,
): void {
  const secret = writeSecret(cookie, token, { https: isHttps(deps), path: baseOf(request) });
  void reply.header('set-cookie', secret);
}

export interface ViewOptions {
  /** Path of the page below the folder, where its language is changed; null: the one that was asked for. */
  readonly page?: string | null;
  readonly token?: string | null;
  readonly language?: PageLanguage | null;
}

export function viewFor(deps: Deps, request: FastifyRequest, options: ViewOptions = {}): View {
  const visit = visitOf(request);
  const { page = null, token = visit.token, language = visit.language } = options;
  const base = baseOf(request);
  const shown = page === null ? request.originalUrl : `${base}/${page}`;
  const url = new URL(shown, 'http://page');
  const hrefIn = (other: PageLanguage) => {
    url.searchParams.set('lang', other);
    return `${url.pathname}${url.search}`;
  };
  const csrf = token === null ? '' : formSecret(deps, token);
  return viewOf(language ?? acceptedLanguage(request.headers['accept-language']), { base, csrf, hrefIn });
}

/** @throws PageFault when it did not come from a page of ours, shown to this browser */
export function formOf(request: FastifyRequest, { session }: OpenSession): Form {
  const form = readForm(request);
  if (!isFormSecret(session, form.get('csrf') ?? '')) throw new PageFault('bad_form', 403);
  return form;
}

/** As `formOf`, of a browser that may have no session yet, only our cookie. */
export function formOfStranger(deps: Deps, request: FastifyRequest): Form {
  const form = readForm(request);
  const { token } = visitOf(request);
  if (token === null || form.get('csrf') !== formSecret(deps, token)) throw new PageFault('bad_form', 403);
  return form;
}
