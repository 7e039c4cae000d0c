/** What carriers offer a receiver, and which of it is chosen. */
import type { OrderDetails } from '../../domain/public-order/public-order.ts';
import { offerKey, type ReceiverDestination, type ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import type { Deps } from '../deps.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { quote } from '../shipping-order/quote.ts';
import { keepDraft } from './session.ts';

/** Asks all carriers. @throws DomainError `invalid_input` for a pickup point that the provider has not registered */
export async function askForOffers(
  deps: Deps,
  session: ReceiverSession,
  of: RegisteredService,
  details: OrderDetails,
  to: ReceiverDestination,
): Promise<ReceiverSession> {
  return keepDraft(deps, session, { offers: await quote(deps, of, details, to) });
}

/** @returns null: nothing with this key was offered */
export async function chooseOffer(deps: Deps, session: ReceiverSession, key: string): Promise<ReceiverSession | null> {
  const chosen = session.draft.offers.find((one) => offerKey(one) === key);
  return chosen ? keepDraft(deps, session, { chosen, formId: deps.newId() }) : null;
}
