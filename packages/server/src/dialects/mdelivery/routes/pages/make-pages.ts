/** Makes an app's routes pages of receivers: asked only so often, by browsers that are known again, refused in their language. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../../domain/errors.ts';
import { boundRate } from '../../../../lib/bound-rate.ts';
import type { PageRules } from '../../../../lib/pages/page-headers.ts';
import { makePages as makeForms, sendPage, type FaultPage } from '../../../../lib/pages/page-routes.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { toShownFault } from '../../pages/fault.ts';
import { sheetHash as style } from '../../pages/style.ts';
import { toldPage } from '../../pages/told.ts';
import type { MDeliveryApp } from '../app.ts';
import { isHttps, receiveVisits, viewFor } from './visit.ts';

/** Requests a minute of one address to one route; many phones may stand behind one. */
const most = { look: 120, send: 30 };
const minute = 60_000;

export async function makePages(app: MDeliveryApp, deps: Deps): Promise<void> {
  const showFault = (error: unknown, request: FastifyRequest) => faultPage(deps, error, request);
  makeForms(app, { https: () => isHttps(deps), showFault });
  await boundRate(app, {
    callerOf: ({ ip }) => ip,
    mostOf: ({ method }) => (method === 'POST' ? most.send : most.look),
    window: minute,
    refuse: () => new DomainError('too_many_requests', 'Too many requests come from one address.'),
  });
  receiveVisits(app, deps);
}

export type Shown = Omit<PageRules, 'https' | 'style'> & { readonly status?: number };

/** @returns the document, with the headers of a page set */
export const showPage = (
  deps: Pick<Deps, 'publicUrl'>,
  reply: FastifyReply,
  document: string,
  shown: Shown = {},
): FastifyReply => sendPage(reply, document, { https: isHttps(deps), style, ...shown });

function faultPage(deps: Deps, error: unknown, request: FastifyRequest): FaultPage {
  const { kind: fault, status, retryAfter } = toShownFault(error);
  const isLook = request.method === 'GET';
  // who looks has sent no form: it is the link that cannot be read
  const kind = isLook && fault === 'bad_form' ? 'incomplete_link' : fault;
  const view = viewFor(deps, request, { page: isLook ? null : 'shipping' });
  const again = isLook ? request.originalUrl : `${view.base}/shipping`;
  const retry = status >= 500 || status === 429 ? again : null;
  return { status, retryAfter, style, document: toldPage(view, { ...view.words.faults[kind], retry }) };
}
