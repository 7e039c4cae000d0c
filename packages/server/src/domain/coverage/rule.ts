/** Which deliveries are insured, and where: rules are data, and the first that fits decides. Pure. */
import type { Delivery, PaymentMode } from '../delivery/delivery.ts';
import { isUndispatched } from '../delivery/delivery-state.ts';

/** What a delivery must be like; null says nothing. */
export interface RuleConditions {
  /** Minor units of the insurer's currency. */
  readonly leastValue: number | null;
  readonly mostValue: number | null;
  readonly paymentMode: PaymentMode | null;
  /** `plain` for the ordinary service. */
  readonly services: readonly string[] | null;
  /** Of the drop-off, or else of the pickup. */
  readonly branches: readonly string[] | null;
}

export interface InsuranceRule {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly insurerId: string;
  /** The lowest that fits decides. */
  readonly priority: number;
  readonly conditions: RuleConditions;
  readonly state: 'active' | 'paused';
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Goods on their way back, those that somebody has set out with, and those of no value are not insured. */
export function fits(
  { conditions, state }: Pick<InsuranceRule, 'conditions' | 'state'>,
  currency: string,
  delivery: Delivery,
): boolean {
  const { goodsValue } = delivery;
  if (state !== 'active' || delivery.direction !== 'forward' || !isUndispatched(delivery.state)) return false;
  if (goodsValue === null || goodsValue <= 0 || delivery.currency !== currency) return false;
  const { leastValue, mostValue, paymentMode, services, branches } = conditions;
  if (goodsValue < (leastValue ?? 0) || goodsValue > (mostValue ?? Infinity)) return false;
  if (paymentMode !== null && delivery.paymentMode !== paymentMode) return false;
  if (services !== null && !services.includes(delivery.service ?? 'plain')) return false;
  const branch = delivery.dropoff?.branch ?? delivery.pickup?.branch ?? null;
  return branches === null || (branch !== null && branches.includes(branch));
}
