/** What others say of a shipping order: who was paid, the operator, the receiver, the provider, the carrier. */
import { hearCarrier as carrierSays } from '../../domain/shipping-order/hear-carrier.ts';
import { hearProvider as providerSays } from '../../domain/shipping-order/hear-provider.ts';
import {
  receive as receiverHasIt,
  setReady as declaredReady,
  settle as settled,
} from '../../domain/shipping-order/lifecycle.ts';
import { findOpenOrder } from '../../store/shipping-order.ts';
import { transact } from '../transact.ts';
import { changeOrder } from './change-order.ts';
import type { HearCarrier, HearProvider, Receive, SetReady, Settle } from './verbs.ts';

export const settle: Settle = (deps, tx, caller, orderId, settlement) =>
  changeOrder(deps, tx, caller, orderId, (order) => settled(order, settlement, deps.now()));

export const setReady: SetReady = (deps, caller, orderId) =>
  transact(deps, caller, (tx) => changeOrder(deps, tx, caller, orderId, (order) => declaredReady(order, deps.now())));

export const receive: Receive = (deps, caller, orderId) =>
  transact(deps, caller, (tx) => changeOrder(deps, tx, caller, orderId, (order) => receiverHasIt(order, deps.now())));

/** Where the provider takes the money itself, that it is at work says that it was paid. */
export const hearProvider: HearProvider = (deps, caller, { service }, orderId, word) =>
  transact(deps, caller, async (tx) => {
    const open = await findOpenOrder(tx, caller.accountId, { serviceId: service.id, orderId });
    if (!open) return null;
    const terms = { now: deps.now(), paidAtProvider: !service.redirectToMpay };
    return changeOrder(deps, tx, caller, open.id, (order) => providerSays(order, word, terms));
  });

export const hearCarrier: HearCarrier = (deps, tx, caller, orderId, news) =>
  changeOrder(deps, tx, caller, orderId, (order) => carrierSays(order, news, deps.now()));
