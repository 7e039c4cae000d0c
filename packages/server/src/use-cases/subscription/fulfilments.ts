/** What cycles have brought: read by order, redeemed, expired, moved on by its delivery. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { expireRedemption, redeem, type Fulfilment } from '../../domain/subscription/fulfilment.ts';
import { asRedemptionCode } from '../../domain/subscription/redemption-code.ts';
import type { CyclePage } from '../../store/cycle-page.ts';
import { findByCode, findFulfilment, listExpiredCodes, listFulfilmentsOf, saveFulfilment } from '../../store/fulfilment.ts'; // prettier-ignore
import type { DB } from '../../store/schema.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { eachDue } from '../each-due.ts';
import { transact } from '../transact.ts';
import { changeOrder, type SubscriptionDeps } from './change-order.ts';
import { getOrder } from './orders.ts';

/** The newest first. @throws DomainError `subscription_order_not_found` */
export async function listOrderFulfilments(
  deps: Pick<Deps, 'db'>,
  caller: Caller,
  page: CyclePage,
): Promise<Fulfilment[]> {
  await getOrder(deps, caller, page.orderId);
  return listFulfilmentsOf(deps.db.of(caller.accountId), caller.accountId, page);
}

/** @param code as it was typed. */
export async function findRedemption(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  code: string,
): Promise<Fulfilment | null> {
  return findByCode(deps.db.of(accountId), accountId, asRedemptionCode(code));
}

/** What was subscribed to is handed out for its code, once. @throws DomainError `fulfilment_not_found`, `illegal_transition` */
export async function redeemCode(deps: SubscriptionDeps, caller: Caller, id: string): Promise<Fulfilment> {
  return transact(deps, caller, (tx) => changeFulfilment(deps, tx, caller, id, (one) => redeem(one, deps.now())));
}

/** Any number of processes may do it at once. @returns how many were due */
export async function expireCodes(deps: SubscriptionDeps & Pick<Deps, 'log'>, limit: number): Promise<number> {
  const now = deps.now();
  const due = await listExpiredCodes(deps.db.house, now, limit);
  return eachDue(deps, due, 'a code could not be ended', ({ accountId, id }) => {
    const caller = { ...house, accountId };
    return transact(deps, caller, (tx) => changeFulfilment(deps, tx, caller, id, (one) => expireRedemption(one, now)));
  });
}

/** Under the lock of its order. @throws DomainError `fulfilment_not_found`; whatever `change` throws */
export async function changeFulfilment(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  caller: Caller,
  id: string,
  change: (before: Fulfilment) => Fulfilment,
): Promise<Fulfilment> {
  const find = async () => (await findFulfilment(tx, caller.accountId, id)) ?? Promise.reject(notFound());
  let fulfilment = await find();
  await changeOrder(deps, tx, caller, fulfilment.orderId, async (view) => {
    // it may have changed until the order was locked
    const before = await find();
    fulfilment = change(before);
    if (fulfilment === before) return null;
    await saveFulfilment(tx, fulfilment);
    return { view, events: [], fulfilments: [fulfilment] };
  });
  return fulfilment;
}

const notFound = () => new DomainError('fulfilment_not_found', 'There is no such fulfilment.');
