/** The receiver has chosen: the shipping order is placed. */
import type { Transaction } from 'kysely';
import { randomInt } from 'node:crypto';
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import { orderAmountOf } from '../../domain/shipping-order/amounts.ts';
import { place } from '../../domain/shipping-order/lifecycle.ts';
import { obstacleOf } from '../../domain/shipping-order/may-add-delivery.ts';
import type { ShippingOrder, ShippingOrderDraft } from '../../domain/shipping-order/shipping-order.ts';
import { findCarrier } from '../../store/carrier.ts';
import type { DB } from '../../store/schema.ts';
import { findByForm, findOpenOrder, insertShippingOrder } from '../../store/shipping-order.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { transact } from '../transact.ts';
import { tellOf } from './change-order.ts';
import type { Confirm, Confirmation } from './verbs.ts';

/** Unless the goods are gone before. */
const timeToPayMs = 48 * 3_600_000;
/** That a number of sixteen digits is taken does not happen twice. */
const tries = 3;

/** @throws DomainError also `carrier_not_found` for one that is paused by now */
export const confirm: Confirm = async (deps, of, confirmation) => {
  const { accountId } = of.provider;
  const caller: Caller = { accountId, actor: 'receiver', credentialId: null };
  return transact(deps, caller, async (tx) => {
    const { formId } = confirmation;
    const placed = await findByForm(tx, accountId, formId);
    if (placed) return placed;
    await assertCarrier(tx, accountId, confirmation);
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const changed = place(toDraft(deps, of, confirmation), { accountId, id: deps.newId(), now: deps.now() });
      if (await insertShippingOrder(tx, changed.order)) {
        await tellOf(deps, tx, caller, changed);
        return changed.order;
      }
      const other = await standsInTheWay(tx, changed.order, formId);
      if (other) return other;
    }
    throw new Error('No number was free for a shipping order.');
  });
};

/** @returns the order that the same form placed at this moment; null: it was the number. @throws DomainError `duplicate` */
async function standsInTheWay(
  tx: Transaction<DB>,
  order: ShippingOrder,
  formId: string,
): Promise<ShippingOrder | null> {
  const same = await findByForm(tx, order.accountId, formId);
  if (same) return same;
  if (await findOpenOrder(tx, order.accountId, order)) {
    throw duplicate('orderId', 'A delivery has been added to the order already.');
  }
  return null;
}

async function assertCarrier(tx: Transaction<DB>, accountId: string, { chosen }: Confirmation): Promise<void> {
  const carrier = await findCarrier(tx, accountId, chosen.carrierId);
  if (carrier?.state !== 'active') throw new DomainError('carrier_not_found', 'The carrier takes no more orders.');
}

function toDraft(deps: Deps, { service, currency }: RegisteredService, confirmation: Confirmation): ShippingOrderDraft {
  const { details, to, chosen, language, returnUrl, formId } = confirmation;
  const { offer } = chosen;
  const now = deps.now();
  const obstacle = obstacleOf(details, now);
  if (obstacle === 'too_late') {
    throw invalid('acceptedUntil', 'The time in which a delivery could be added to the order is over.');
  }
  if (obstacle !== null) {
    throw invalid('status', `No delivery can be added to an order that is ${details.status}.`);
  }
  if (offer.price.currency !== currency) throw invalid('offer', 'The offer is in another currency than the order.');
  return {
    number: newNumber(),
    serviceId: service.id,
    orderId: details.orderId,
    details,
    receiver: { ...details.receiver, phone: to.phone ?? details.receiver.phone },
    address: to.address,
    position: to.position,
    currency,
    orderAmount: orderAmountOf(details),
    deliveryCost: offer.price.amount,
    orderPaid: details.isPaid,
    carrierId: chosen.carrierId,
    offer,
    language,
    returnUrl,
    acceptedUntil: details.acceptedUntil,
    payUntil: new Date(Math.min(details.acceptedUntil.getTime(), now.getTime() + timeToPayMs)),
    formId,
  };
}

/** Sixteen digits, as in the document's sample, that nobody guesses: a link names the order by nothing else. */
function newNumber(): string {
  const half = () => String(randomInt(100_000_000)).padStart(8, '0');
  return half() + half();
}
