/** Compares the live orders of a service one by one: finds what a lost answer of its provider has told. */
import { eachOf } from '../../lib/each-of.ts';
import { listUncompared } from '../../store/shipping-order-sweep.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { PartnerUnavailable } from '../partner-call/partner-unavailable.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { askForOrder } from './ask-for-order.ts';

/** Orders in one round, and how many are asked for at the same time. */
const most = 200;
const atOnce = 4;
/** A round begins no new question after this; whoever polls holds its service for longer. */
const roundMs = 30_000;

/**
 * @param since orders that were compared later need not be compared again.
 * @returns whether none is left
 */
export async function sweepService(deps: Deps, caller: Caller, of: RegisteredService, since: Date): Promise<boolean> {
  const end = performance.now() + roundMs;
  const { id: serviceId } = of.service;
  const orders = await listUncompared(deps.db.of(caller.accountId), caller.accountId, { serviceId, since, limit: most });
  try {
    const asked = await eachOf(orders, atOnce, async (order) => {
      await askForOrder(deps, caller, of, order);
      return performance.now() < end;
    });
    return asked && orders.length < most;
  } catch (error) {
    if (!(error instanceof PartnerUnavailable)) throw error;
    deps.log.info({ err: error, serviceId }, 'the orders of a service could not be compared');
    return false;
  }
} // prettier-ignore
