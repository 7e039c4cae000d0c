/** Carriers on the other end of a line, asked what has become of their waybills until there is nothing left to hear. */
import type { CarrierNews, CarrierWord } from '../../domain/carrier/carrier.ts';
import { isFinal } from '../../domain/shipping-order/shipping-status.ts';
import { findCarrier } from '../../store/carrier.ts';
import { findShippingOrderById } from '../../store/shipping-order.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedCall, Connector, NewPartnerCall } from '../partner-call/partner-calls.ts';
import { hearCarrier } from '../shipping-order/hear.ts';
import { openCarrier } from './open-carrier.ts';
import { toOutcome } from './to-outcome.ts';

/** Seconds between two questions, a fifth more or less: many orders of one day do not ask at the same moment. */
const everySeconds = 60;
const spread = 0.2;

/** After these a carrier has nothing more to say of a waybill. */
const lastWords: readonly CarrierWord[] = ['delivered', 'returned', 'cancelled'];

/** `read`: content is `{waybill}`. */
export const newsCalls: Connector = {
  async run(deps, call) {
    const { accountId, partnerId, aggregateId } = call;
    const db = deps.db.of(accountId);
    const order = await findShippingOrderById(db, accountId, aggregateId);
    const record = await findCarrier(db, accountId, partnerId);
    const { waybill } = call.content as { readonly waybill: string }; // of newsCall
    if (!order || !record || order.waybill !== waybill || order.carrierId !== partnerId || isFinal(order.status)) {
      return { outcome: 'done', status: null, answer: null };
    }
    return toOutcome(async () => {
      const answer = await (await openCarrier(deps, callerOf(call), record)).read(waybill);
      if (lastWords.includes(answer.word)) return { outcome: 'done', status: null, answer };
      return { outcome: 'again', status: null, answer, after: pauseSeconds() };
    });
  },

  async apply(deps, tx, call, outcome) {
    if (outcome.outcome !== 'done' && outcome.outcome !== 'again') return;
    const news = outcome.answer as CarrierNews | null; // of `run` above
    if (news) await hearCarrier(deps, tx, callerOf(call), call.aggregateId, news);
  },
};

/** The first question about a waybill that was made at this moment. */
export function newsCall(
  { now }: Pick<Deps, 'now'>,
  { accountId, partnerId, aggregateId, sequence }: ClaimedCall,
  waybill: string,
): NewPartnerCall {
  const dueAt = new Date(now().getTime() + pauseSeconds() * 1000);
  const call = { accountId, partnerId, aggregateId, sequence };
  return { ...call, connector: 'carrier.http.read', operation: 'read', content: { waybill }, dueAt };
}

function pauseSeconds(): number {
  return everySeconds * (1 - spread + 2 * spread * Math.random());
}

const callerOf = ({ accountId }: ClaimedCall): Caller => ({ ...house, accountId });
