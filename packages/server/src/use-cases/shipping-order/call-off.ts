/** What an operator does with a shipping order that does not go its way: call it off, or give it to another carrier. */
import type { Offer } from '../../domain/carrier/carrier.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import { cancel, reassign } from '../../domain/shipping-order/lifecycle.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { findCarrier } from '../../store/carrier.ts';
import { supersedeCalls } from '../../store/partner-call.ts';
import type { Caller } from '../caller.ts';
import { getCarrier } from '../carrier/carriers.ts';
import { openCarrier } from '../carrier/open-carrier.ts';
import { shipmentOfOrder } from '../carrier/shipment.ts';
import type { Deps } from '../deps.ts';
import { enqueueCall } from '../partner-call/enqueue-call.ts';
import { transact } from '../transact.ts';
import { changeOrder } from './change-order.ts';
import { cheapestFirst } from './quote.ts';
import { getShippingOrder } from './read-orders.ts';

/**
 * A carrier that has it on its list is asked to let go of it first; unless it does, nothing changes.
 * @throws DomainError `shipping_order_not_found`, `already_cancelled`, `illegal_transition`, `not_cancellable` once the
 * goods are under way, `partner_unavailable`, `version_conflict` when a carrier took it at this moment
 */
export async function cancelShippingOrder(
  deps: Deps,
  caller: Caller,
  id: string,
  message: string | null,
): Promise<ShippingOrder> {
  const seen = await getShippingOrder(deps, caller, id);
  const why = { cause: 'operator', message } as const;
  // whether it may be called off at all is asked before the carrier is
  cancel(seen, why, deps.now());
  if (seen.waybill !== null) await letGo(deps, caller, seen, seen.waybill);
  return transact(deps, caller, async (tx) => {
    const cancelled = await changeOrder(deps, tx, caller, id, (order) => {
      assertSame(seen, order);
      return cancel(order, why, deps.now());
    });
    await supersedeCalls(tx, { accountId: caller.accountId, aggregateId: id }, { ...waybillCalls, now: deps.now() });
    return cancelled;
  });
}

export interface Reassignment {
  readonly carrierId: string;
  /** The carrier's name of its offer; null: its cheapest. */
  readonly offerCode: string | null;
  /** A carrier that does not answer is not waited for: its waybill is called off as soon as it does. */
  readonly abandon: boolean;
}

/**
 * Gives it to another carrier, or once more to the same. What the receiver pays does not change.
 * @throws DomainError `shipping_order_not_found`, `carrier_not_found`, `illegal_transition`, `not_cancellable` while the
 * carrier before has the goods, `partner_unavailable`, `invalid_input` when the carrier makes no such offer,
 * `version_conflict` when the carrier before took it at this moment
 */
export async function reassignShippingOrder(
  deps: Deps,
  caller: Caller,
  id: string,
  { carrierId, offerCode, abandon }: Reassignment,
): Promise<ShippingOrder> {
  const seen = await getShippingOrder(deps, caller, id);
  const offer = await offerFor(deps, caller, seen, { carrierId, offerCode });
  const terms = { carrierId, offer };
  reassign(seen, terms, deps.now());
  const left = seen.waybill === null || (await letGoUnless(abandon, deps, caller, seen, seen.waybill));
  return transact(deps, caller, async (tx) => {
    const { accountId } = caller;
    await supersedeCalls(tx, { accountId, aggregateId: id }, { ...waybillCalls, now: deps.now() });
    const order = await changeOrder(deps, tx, caller, id, (before) => {
      assertSame(seen, before);
      return reassign(before, terms, deps.now());
    });
    if (!left) {
      const previous = await findCarrier(tx, accountId, seen.carrierId);
      const call = { accountId, partnerId: seen.carrierId, aggregateId: id, sequence: order.version };
      const operation = { connector: `carrier.${previous?.kind ?? 'http'}.cancel`, operation: 'cancel_waybill' };
      await enqueueCall(deps, tx, { ...call, ...operation, content: { waybill: seen.waybill } });
    }
    return order;
  });
}

const waybillCalls = { connectors: ['carrier.fleet', 'carrier.http'], operations: ['create_waybill'] } as const;

async function offerFor(
  deps: Deps,
  caller: Caller,
  order: ShippingOrder,
  { carrierId, offerCode }: Pick<Reassignment, 'carrierId' | 'offerCode'>,
): Promise<Offer> {
  const record = await getCarrier(deps, caller, carrierId);
  if (record.state !== 'active') throw invalid('carrierId', 'The carrier is paused.');
  const carrier = await openCarrier(deps, caller, record);
  const offers = await carrier.offers(await shipmentOfOrder(deps, order));
  const quoted = offers.map((offer) => ({ carrierId, carrierName: record.name, offer })).sort(cheapestFirst);
  const chosen = quoted.find(({ offer }) => offerCode === null || offer.code === offerCode);
  if (!chosen) throw invalid(offerCode === null ? 'carrierId' : 'offerCode', 'The carrier makes no such offer.');
  return chosen.offer;
}

async function letGo(deps: Deps, caller: Caller, { carrierId }: ShippingOrder, waybill: string): Promise<void> {
  const carrier = await openCarrier(deps, caller, await getCarrier(deps, caller, carrierId));
  await carrier.cancel(waybill);
}

/** @returns false when the carrier does not answer and that is no matter */
async function letGoUnless(
  abandon: boolean,
  deps: Deps,
  caller: Caller,
  order: ShippingOrder,
  waybill: string,
): Promise<boolean> {
  try {
    await letGo(deps, caller, order, waybill);
    return true;
  } catch (error) {
    if (abandon && error instanceof DomainError && error.code === 'partner_unavailable') return false;
    throw error;
  }
}

/** No other waybill than the one that was let go of. */
function assertSame(seen: ShippingOrder, now: ShippingOrder): void {
  if (now.waybill !== seen.waybill || now.carrierId !== seen.carrierId) {
    throw new DomainError('version_conflict', 'The carrier took the order at this moment. Read it again.');
  }
}
