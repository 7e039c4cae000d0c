/** SUBPLACE's words for statuses. Its document shows some; the others are ours, in the same manner. */
import type { BillState } from '../../domain/subscription/bill.ts';
import type { FulfilmentStatus } from '../../domain/subscription/fulfilment.ts';
import type { OrderState } from '../../domain/subscription/order-state.ts';
import type { BillingCycle, DeliveryMode, EffectiveTime, FulfilmentKind, PlanModel } from '../../domain/subscription/plan.ts'; // prettier-ignore

interface OrderWords {
  /** `order.status` of a fulfilment. */
  readonly fulfilment: 'Unpaid' | 'Paid' | 'Rejected';
  /** `plan.status`. */
  readonly plan: 'Pending Approval' | 'Approved' | 'Rejected' | 'Terminated';
  /** `status` and `overall_status` of an order. */
  readonly order: 'Pending' | 'Approved' | 'Rejected';
  readonly overall: 'New' | 'Active' | 'Completed' | 'Closed' | 'Terminated';
}

export const orderWords = {
  placed: { fulfilment: 'Unpaid', plan: 'Pending Approval', order: 'Pending', overall: 'New' },
  paid: { fulfilment: 'Paid', plan: 'Pending Approval', order: 'Approved', overall: 'New' },
  approved: { fulfilment: 'Paid', plan: 'Approved', order: 'Approved', overall: 'Active' },
  completed: { fulfilment: 'Paid', plan: 'Approved', order: 'Approved', overall: 'Completed' },
  rejected: { fulfilment: 'Rejected', plan: 'Rejected', order: 'Rejected', overall: 'Closed' },
  terminated: { fulfilment: 'Paid', plan: 'Terminated', order: 'Approved', overall: 'Terminated' },
} as const satisfies Record<OrderState, OrderWords>;

export const deliveryWords = {
  pending: 'Pending',
  completed: 'Completed',
  cancelled: 'Cancelled',
} as const satisfies Record<FulfilmentStatus, string>;

export const redemptionWords = {
  pending: 'Pending',
  completed: 'Redeemed',
  cancelled: 'Expired',
} as const satisfies Record<FulfilmentStatus, string>;

/** As each kind of fulfilment shows its status. */
export const fulfilmentWords = {
  delivery: deliveryWords,
  redemption: redemptionWords,
} as const satisfies Record<FulfilmentKind, Record<FulfilmentStatus, string>>;

export const billWords = {
  unpaid: 'Unpaid',
  overdue: 'Overdue',
  paid: 'Paid',
  void: 'Void',
} as const satisfies Record<BillState, string>;

/** Bills are of one type. */
export const billTypes = { bill: 'Bill' } as const;

export const kindWords = {
  delivery: 'Delivery',
  redemption: 'Redemption',
} as const satisfies Record<FulfilmentKind, string>;

export const modelWords = {
  rent_to_own: 'Rent-to-Own',
  subscribe: 'Subscribe',
  one_off: 'One-off',
} as const satisfies Record<PlanModel, string>;

export const cycleWords = {
  upfront: 'Upfront',
  weekly: 'Weekly',
  monthly: 'Monthly',
  yearly: 'Yearly',
} as const satisfies Record<BillingCycle, string>;

export const modeWords = {
  one_time: 'One Time',
  every_cycle: 'Every Cycle',
} as const satisfies Record<DeliveryMode, string>;

export const effectiveWords = {
  now: 'Now',
  next_month: 'Next Month',
} as const satisfies Record<EffectiveTime, string>;
