/** A receiver confirms what was chosen. */
import { DomainError } from '../../domain/errors.ts';
import type { ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { findByForm } from '../../store/shipping-order.ts';
import type { Deps } from '../deps.ts';
import { fetchDetails } from '../provider/fetch-details.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { confirm } from '../shipping-order/confirm.ts';
import { serviceOf } from './enter.ts';

export type Placed =
  | { readonly kind: 'placed'; readonly order: ShippingOrder; readonly of: RegisteredService }
  /** What was confirmed does not hold any more: `offer` where another has to be chosen, `order` where all has changed. */
  | { readonly kind: 'changed'; readonly look: 'offer' | 'order' };

/**
 * The same form sent twice places one order.
 * @param formId of the form; another than the session's is of a page that is out of date
 * @throws DomainError `provider_not_found`, `public_order_not_found`, `partner_unavailable`
 */
export async function placeOrder(deps: Deps, session: ReceiverSession, formId: string): Promise<Placed> {
  const { accountId, orderId, draft } = session;
  const { chosen, to, language, returnUrl } = draft;
  if (!chosen || !to || formId !== draft.formId) return { kind: 'changed', look: 'offer' };
  const of = await serviceOf(deps, session);
  const before = await findByForm(deps.db.of(accountId), accountId, formId);
  if (before) return { kind: 'placed', order: before, of };
  const details = await fetchDetails(deps, of, orderId);
  try {
    const order = await confirm(deps, of, { details, to, chosen, language, returnUrl, formId });
    return { kind: 'placed', order, of };
  } catch (error) {
    const look = error instanceof DomainError ? lookAfter[error.code] : undefined;
    if (!look) throw error;
    return { kind: 'changed', look };
  }
}

const lookAfter: Partial<Record<DomainError['code'], 'offer' | 'order'>> = {
  offer_expired: 'offer',
  carrier_not_found: 'offer',
  // cancelled meanwhile, too late by now
  invalid_input: 'order',
  // from another browser
  duplicate: 'order',
};
