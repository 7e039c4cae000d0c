/** What a partner says of a task: when it is made, and when it is changed. */
import type { DeliveryDraft } from '../delivery/delivery.ts';
import type { DeliveryUpdate } from '../delivery/lifecycle.ts';
import type { Task } from './task.ts';

/** What of a task stands beside its delivery. */
export type TaskTerms = Pick<
  Task,
  | 'invoiceNumber'
  | 'groupTag'
  | 'isUrgent'
  | 'price'
  | 'currency'
  | 'broadcastPreference'
  | 'vehiclePreference'
  | 'serviceType'
  | 'attributes'
>;

export interface TaskDraft {
  /** Whose task it is. */
  readonly organisationId: string;
  /** With both places; their `branch` is null. The order number is ours to make. */
  readonly delivery: Omit<DeliveryDraft, 'orderNumber' | 'service'>;
  /** Without a currency there is no price either: it becomes 0. */
  readonly terms: TaskTerms;
}

/** What no task says of its delivery. */
export const leftUnsaid = {
  direction: 'forward',
  legs: 'both',
  distributionCentre: null,
  volumeMm3: null,
  goodsValue: null,
  declaredPackages: null,
  paymentMode: null,
  cashOnPickup: null,
  partialAllowed: true,
  returnAllowed: true,
  cancellationAllowed: true,
  carriage: null,
  dropoffKind: null,
  returnTo: null,
} as const satisfies Partial<DeliveryDraft>;

/** What is kept of a delivery for good: its number is ours, and its currency is that of its goods. */
type ChangeableDelivery = Omit<DeliveryUpdate, 'orderNumber' | 'currency' | 'direction' | 'legs'>;

/** What is to change; what is not named stays. What is named and equal counts as unchanged. */
export interface TaskUpdate {
  readonly organisationId?: string;
  readonly delivery?: ChangeableDelivery;
  readonly terms?: Partial<Omit<TaskTerms, 'attributes'>>;
  /** Merged key by key, a value as a whole. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Of the task's one package. */
  readonly units?: number | null;
}
