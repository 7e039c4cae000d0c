/** Takes the platform's word for where an order is, and brings the delivery there. */
import type { Transaction } from 'kysely';
import { DomainError, invalid } from '../../domain/errors.ts';
import { toMinor } from '../../domain/money.ts';
import { isLate } from '../../domain/public-order/late-word.ts';
import type { PublicService } from '../../domain/public-order/public-order.ts';
import { publicStatusOf, type PublicStatus } from '../../domain/public-order/public-status.ts';
import { walkTo } from '../../domain/public-order/remote-walk.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import {
  findTrackedOrder,
  lockPublicOrder,
  markPaid,
  saveReport,
  type StandingOrder,
} from '../../store/public-order.ts';
import type { DB } from '../../store/schema.ts';
import { changeDelivery } from '../delivery/change-deliveries.ts';
import { transact } from '../transact.ts';
import { noteChange } from './note-change.ts';
import { stepTo } from './remote-step.ts';
import { canBeCode, publicOrderNotFound, requireService } from './require-service.ts';
import type { ReportRemoteStatus } from './verbs.ts';

/**
 * The steps between are nobody's report: each has its version and event, all in one transaction. A word that the order
 * has passed moves nothing, and one that comes later than a farther one says nothing: both are taken without a word.
 * @see ReportRemoteStatus
 */
export const reportRemoteStatus: ReportRemoteStatus = async (deps, caller, code, orderOrTracking, report) => {
  await transact(deps, caller, async (tx) => {
    const { accountId, actor, credentialId } = caller;
    const service = await requireService(tx, caller, code);
    const cost = toCost(report.cost, service.currency);
    const order = await lockOrder(tx, service, orderOrTracking);
    const [delivery] = await lockDeliveries(tx, accountId, [order.deliveryId]);
    if (!delivery) throw publicOrderNotFound();
    const last = order.remote?.status ?? null;
    const before = publicStatusOf(delivery.state, last);
    const way = walkTo(delivery.state, report.status);
    if (way === null) throw noWay(before, report.status);
    const isPaid = order.isPaid || report.status === 'Paid';
    if (isLate(report.status, last)) {
      if (isPaid && !order.isPaid) await markPaid(tx, order);
      return;
    }
    const at = deps.now();
    const word = { message: report.message, actor, report: { at, position: null } };
    let { state } = delivery;
    for (const next of way) {
      const handover = next === 'in_transit' || next === 'delivered' ? word.report : null;
      await changeDelivery(deps, tx, caller, delivery.id, (scene) => stepTo(next, scene, word), handover);
      state = next;
    }
    await saveReport(tx, { ...order, isPaid }, { ...report, cost, at });
    if (publicStatusOf(state, report.status) !== before) {
      await noteChange(tx, accountId, delivery.id, credentialId, at);
    }
  });
};

/** By its own id, or by that of its way: MDelivery's sample shows the one in its address and the other in its curl. */
async function lockOrder(tx: Transaction<DB>, service: PublicService, orderOrTracking: string): Promise<StandingOrder> {
  const key = { accountId: service.accountId, serviceId: service.id };
  if (!canBeCode(orderOrTracking)) throw publicOrderNotFound();
  const named = await lockPublicOrder(tx, key, orderOrTracking);
  if (named) return named;
  const orderId = await findTrackedOrder(tx, key, orderOrTracking);
  const tracked = orderId === null ? null : await lockPublicOrder(tx, key, orderId);
  if (!tracked) throw publicOrderNotFound();
  return tracked;
}

/** Beyond it a number has no exact cents any more. */
const most = 1_000_000_000_000;

/** @returns minor units */
function toCost(cost: number | null, currency: string): number | null {
  if (cost === null) return null;
  const minor = cost >= 0 && cost <= most ? toMinor(cost, currency) : null;
  if (minor === null) throw invalid('cost', `It is no amount in ${currency}.`);
  return minor;
}

function noWay(from: PublicStatus, to: PublicStatus): DomainError {
  const message = `The order is ${from}: it cannot become ${to}.`;
  return new DomainError('illegal_transition', message, [{ path: 'status', message }]);
}
