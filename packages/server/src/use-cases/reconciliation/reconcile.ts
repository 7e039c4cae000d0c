/** Works on reconciliations, page by page: who dies in one loses a page. */
import { toDecimal } from '../../domain/money.ts';
import { compare, type Testimony } from '../../domain/reconciliation/compare.ts';
import type { Finding } from '../../domain/reconciliation/finding.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { isFinal } from '../../domain/shipping-order/shipping-status.ts';
import { eachOf } from '../../lib/each-of.ts';
import { beforeAll } from '../../store/keyset.ts';
import {
  listOpenCalls,
  listOrdersById,
  listOwed,
  listToReconcile,
  type OpenCall,
  type OwedPayment,
} from '../../store/orders-to-reconcile.ts';
import { listUnfinished, saveReconciled, type Reconciliation } from '../../store/reconciliation.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { connectors } from '../partner-call/connectors.ts';
import { askCarrier, askProvider, type Silences } from './ask-witnesses.ts';
import { dayOf } from './runs.ts';

type Run = Omit<Reconciliation, 'findings'>;

/** Orders in one page, and how many are asked about at the same time. */
const page = 50;
const atOnce = 4;
/** Findings that one keeps; the others are counted. */
const mostKept = 1000;
const dayMs = 86_400_000;
/** Days after which one that has not come to its end is left. */
const givenUp = 2;
const atATime = 100;

/** @param budgetMs no page is begun later: the rest is for the next time. @returns how many pages were done */
export async function reconcile(deps: Deps, budgetMs = 45_000): Promise<number> {
  const end = performance.now() + budgetMs;
  const since = dayOf(new Date(deps.now().getTime() - givenUp * dayMs));
  let pages = 0;
  for (const run of await listUnfinished(deps.db.house, since, atATime)) {
    try {
      for (let next: Run | null = run; next && performance.now() < end; pages += 1) next = await nextPage(deps, next);
    } catch (error) {
      // other accounts are not kept waiting for it
      deps.log.error({ err: error, account: run.accountId, day: run.day }, 'a reconciliation could not go on');
    }
  }
  return pages;
}

/** @returns null when it is at its end, or somebody else goes on with it */
async function nextPage(deps: Deps, run: Run): Promise<Run | null> {
  const { accountId, counted } = run;
  const caller = { ...house, accountId };
  const endedSince = new Date(run.createdAt.getTime() - dayMs);
  const orders = await listToReconcile(deps.db.of(accountId), accountId, { after: counted.after ?? beforeAll, endedSince, limit: page });
  const findings = await lookAt(deps, caller, orders, endedSince);
  const next = {
    orders: counted.orders + orders.length,
    findings: counted.findings + findings.length,
    after: orders.at(-1)?.id ?? counted.after,
    finishedAt: orders.length < page ? deps.now().toISOString() : null,
  };
  const kept = findings.slice(0, Math.max(0, mostKept - counted.findings));
  const saved = await saveReconciled(deps.db.of(accountId), run, next, kept);
  return saved && next.finishedAt === null ? { ...run, counted: next } : null;
} // prettier-ignore

/** @param endedSince nobody is asked about what was over before. */
async function lookAt(deps: Deps, caller: Caller, orders: readonly ShippingOrder[], endedSince: Date): Promise<readonly Finding[]> {
  const { accountId } = caller;
  const silences: Silences = new Map();
  const heard = new Map<string, Pick<Testimony, 'provider' | 'carrier'>>();
  const current = orders.filter(({ status, updatedAt }) => !isFinal(status) || updatedAt >= endedSince);
  await eachOf(current, atOnce, async (order) => {
    const provider = await askProvider(deps, caller, order, silences);
    heard.set(order.id, { provider, carrier: await askCarrier(deps, caller, order, silences) });
    return true;
  });
  const db = deps.db.of(accountId);
  const orderIds = orders.map(({ id }) => id);
  const calls = Map.groupBy(
    await listOpenCalls(db, accountId, { connectors: Object.keys(connectors), orderIds }),
    ({ aggregateId }) => aggregateId,
  );
  const owed = Map.groupBy(await listOwed(db, accountId, orderIds), ({ shippingOrderId }) => shippingOrderId);
  // what they said may have moved an order
  const now = await listOrdersById(db, accountId, orderIds);
  return now.flatMap((order) => {
    const { provider = null, carrier = null } = heard.get(order.id) ?? {};
    const written = { ...saidByCalls(calls.get(order.id) ?? []), owed: (owed.get(order.id) ?? []).map(toOwed) };
    return compare(order, { provider, carrier, ...written }, deps.now());
  });
} // prettier-ignore

function saidByCalls(calls: readonly OpenCall[]): Pick<Testimony, 'refused' | 'untold'> {
  return {
    refused: calls.flatMap(({ state, operation, error }) => (state === 'refused' ? [`${operation}: ${error}`] : [])),
    untold: calls.some(({ state, operation }) => state === 'waiting' && operation === 'put_status'),
  };
}

function toOwed({ excess, paymentId, amount, currency }: OwedPayment): Testimony['owed'][number] {
  return { kind: excess ? 'payment_excess' : 'refund_due', words: `Payment ${paymentId}: ${toDecimal(amount, currency)} ${currency}.` };
} // prettier-ignore
