/** What became of one action that a courier's phone has reported. */
import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { DomainErrorCode } from '../errors.ts';

/** superseded: what it asks for has happened already. */
export const actionOutcomes = ['done', 'superseded', 'refused'] as const;
export type ActionOutcome = (typeof actionOutcomes)[number];

export interface ActionResult {
  readonly outcome: ActionOutcome;
  /** Why it was refused. */
  readonly code: DomainErrorCode | null;
  readonly message: string | null;
  /** As it is after the action; null where the courier has nothing to do with it. */
  readonly delivery: DeliveryLabel | null;
}

export interface DeliveryLabel {
  readonly id: string;
  readonly state: DeliveryState;
  readonly version: number;
}
