/** The states of a subscription order and every legal move between them. */
import { DomainError } from '../errors.ts';

export const orderStates = ['placed', 'paid', 'approved', 'completed', 'rejected', 'terminated'] as const;
export type OrderState = (typeof orderStates)[number];

/** Every legal move; a state with no exits is final. Only what is paid for is approved. */
export const orderMoves = {
  placed: ['paid', 'rejected'],
  paid: ['approved', 'rejected'],
  approved: ['completed', 'terminated'],
  completed: [],
  rejected: [],
  terminated: [],
} as const satisfies Record<OrderState, readonly OrderState[]>;

export function canOrderMove(from: OrderState, to: OrderState): boolean {
  const exits: readonly OrderState[] = orderMoves[from];
  return exits.includes(to);
}

/** @throws DomainError `illegal_transition` for a pair that the table does not list. */
export function assertOrderMove(from: OrderState, to: OrderState): void {
  if (!canOrderMove(from, to))
    throw new DomainError('illegal_transition', `A subscription order that is ${from} cannot become ${to}.`);
}
