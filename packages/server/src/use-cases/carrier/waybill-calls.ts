/** Orders that can be fetched, given to their carriers; and waybills that nobody wants any more, called off. */
import type { Transaction } from 'kysely';
import type { CarrierRecord, Waybill } from '../../domain/carrier/carrier.ts';
import { newsOfDelivery } from '../../domain/carrier/fleet-news.ts';
import { waybillMade } from '../../domain/shipping-order/lifecycle.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { canShip } from '../../domain/shipping-order/shipping-status.ts';
import { findCarrier } from '../../store/carrier.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import type { DB } from '../../store/schema.ts';
import { findShippingOrderById, lockShippingOrder } from '../../store/shipping-order.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { enqueueCall } from '../partner-call/enqueue-call.ts';
import type { CallOutcome, ClaimedCall, Connector } from '../partner-call/partner-calls.ts';
import { changeOrder } from '../shipping-order/change-order.ts';
import { hearCarrier } from '../shipping-order/hear.ts';
import { newsCall } from './news-calls.ts';
import { openCarrier } from './open-carrier.ts';
import { toOutcome } from './to-outcome.ts';

/** The answer of a call that was made: what `apply` needs of it. */
interface MadeWaybill {
  readonly made: Waybill | null;
}

/** `create_waybill`, of carriers of every kind. */
export const waybillCalls: Connector = {
  async run(deps, call) {
    const caller = callerOf(call);
    const { accountId, partnerId, aggregateId } = call;
    const db = deps.db.of(accountId);
    const [order, record] = [
      await findShippingOrderById(db, accountId, aggregateId),
      await findCarrier(db, accountId, partnerId),
    ];
    // called off, given to another, or taken already
    if (!order || !record || !isWanted(order, partnerId)) return done({ made: null });
    return toOutcome(async () => {
      const carrier = await openCarrier(deps, caller, record);
      // the same however often it is tried; another when the order comes back after somebody else had it
      const made = await carrier.createWaybill(order, `${order.id}-${call.sequence}`);
      return done({ made });
    });
  },

  async apply(deps, tx, call, outcome) {
    const caller = callerOf(call);
    const { accountId, partnerId, aggregateId } = call;
    const order = await lockShippingOrder(tx, accountId, aggregateId);
    const record = await findCarrier(tx, accountId, partnerId);
    if (!order || !record) return;
    if (outcome.outcome !== 'done') {
      if (!isWanted(order, partnerId)) return;
      const tried = { ...order, waybillTries: order.waybillTries + 1 };
      await changeOrder(deps, tx, caller, order.id, () => ({ order: tried, events: [] }));
      return;
    }
    const { made } = outcome.answer as MadeWaybill; // of `run` above
    if (!made || order.waybill === made.waybill) return;
    if (!isWanted(order, partnerId)) {
      await enqueueCall(deps, tx, cancelCall(call, record, made.waybill));
      return;
    }
    await changeOrder(deps, tx, caller, order.id, (before) => waybillMade(before, made, deps.now()));
    if (record.kind === 'http') await enqueueCall(deps, tx, newsCall(deps, call, made.waybill));
    else await catchUpWithDelivery(deps, tx, caller, order.id, made.deliveryId);
  },
};

/** `cancel_waybill`: content is `{waybill}`. */
export const cancelCalls: Connector = {
  async run(deps, call) {
    const { accountId, partnerId, content } = call;
    const record = await findCarrier(deps.db.of(accountId), accountId, partnerId);
    if (!record) return done(null);
    const { waybill } = content as { readonly waybill: string }; // of cancelCall, and of reassigning
    return toOutcome(async () => {
      await (await openCarrier(deps, callerOf(call), record)).cancel(waybill);
      return done(null);
    });
  },
  // it concerns no order any more
  apply: () => Promise.resolve(),
};

/** Of this carrier, and nobody comes for it yet. */
function isWanted({ carrierId, waybill, status }: ShippingOrder, partnerId: string): boolean {
  return carrierId === partnerId && waybill === null && canShip(status, 'awaiting_pickup');
}

/** The order was called off, or given to another, while the carrier was asked. */
function cancelCall(
  { accountId, partnerId, aggregateId, sequence }: ClaimedCall,
  { kind }: CarrierRecord,
  waybill: string,
) {
  const call = { accountId, partnerId, aggregateId, sequence };
  return { ...call, connector: `carrier.${kind}.cancel`, operation: 'cancel_waybill', content: { waybill } };
}

/**
 * The delivery may have moved before its order knew of it, and events that were relayed then were nobody's. Locked, it
 * moves on when the order can be found by it.
 */
async function catchUpWithDelivery(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  orderId: string,
  deliveryId: string | null,
): Promise<void> {
  const [delivery] = deliveryId === null ? [] : await lockDeliveries(tx, caller.accountId, [deliveryId]);
  if (delivery) await hearCarrier(deps, tx, caller, orderId, newsOfDelivery(delivery));
}

const callerOf = ({ accountId }: ClaimedCall): Caller => ({ ...house, accountId });

const done = (answer: MadeWaybill | null): CallOutcome => ({ outcome: 'done', status: null, answer });
