/** A receiver comes by the link of a provider, and comes back with the session that it opened. */
import { DomainError } from '../../domain/errors.ts';
import { newDraft, type ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import type { PageLanguage } from '../../domain/shipping-order/shipping-order.ts';
import type { Deps } from '../deps.ts';
import { findService, findServiceById } from '../provider/find-service.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { acceptReturnUrl } from './return-url.ts';
import { keepDraft, openSession, type OpenSession } from './session.ts';
import { standingOf, type Standing } from './standing.ts';

export interface ReceiverLink {
  readonly serviceCode: string;
  readonly orderId: string;
  readonly language: PageLanguage;
  /** As the link has it; empty: none. */
  readonly returnUrl: string;
}

export interface Entered extends OpenSession {
  readonly of: RegisteredService;
  readonly standing: Standing;
}

/**
 * Goes on with the session that this browser has for the same order, else opens one: only for an order that is there.
 * @throws DomainError `provider_not_found`, `public_order_not_found`, `partner_unavailable`
 */
export async function enter(deps: Deps, link: ReceiverLink, before: OpenSession | null): Promise<Entered> {
  const { serviceCode, orderId, language } = link;
  const of = await findService(deps, serviceCode);
  const { accountId, id: serviceId, identify } = of.service;
  const returnUrl = acceptReturnUrl(of.provider, link.returnUrl);
  const same = before?.session.serviceId === serviceId && before.session.orderId === orderId ? before : null;
  const identified = same?.session.identified ?? identify === 'none';
  const standing = await standingOf(deps, of, { orderId, identified });
  if (same) {
    const session = await keepDraft(deps, same.session, { language, ...(returnUrl !== null && { returnUrl }) });
    return { token: same.token, session, of, standing };
  }
  const draft = newDraft({ language, returnUrl });
  const opened = await openSession(deps, { accountId, serviceId, orderId, identified, draft });
  return { ...opened, of, standing };
}

/** @throws DomainError as `enter` */
export async function comeBack(deps: Deps, open: OpenSession): Promise<Entered> {
  const of = await serviceOf(deps, open.session);
  return { ...open, of, standing: await standingOf(deps, of, open.session) };
}

/** @throws DomainError `provider_not_found` when its provider is paused by now */
export async function serviceOf(deps: Deps, { accountId, serviceId }: ReceiverSession): Promise<RegisteredService> {
  const of = await findServiceById(deps, accountId, serviceId);
  if (of?.provider.state !== 'active') throw new DomainError('provider_not_found', 'There is no such service.');
  return of;
}
