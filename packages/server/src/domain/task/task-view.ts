/** A task as partners look at it: its delivery and everything around that. */
import type { Delivery } from '../delivery/delivery.ts';
import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { Offer } from '../offer/offer.ts';
import type { Task, TaskSnapshot } from './task.ts';

export interface TaskView {
  readonly delivery: Delivery;
  /**
   * Of a delivery that came another way: price 0 without a currency, no attributes, its own id as creation group, and
   * the home platform's own organisation.
   */
  readonly task: TaskSnapshot;
}

/** What is known around a task that is about to be written. */
export interface NewTask {
  readonly task: Task;
  /** Null for a draft. */
  readonly round: Pick<Offer, 'expiresAt'> | null;
  readonly organisation: TaskSnapshot['organisation'] & Pick<TaskSnapshot, 'platformId'>;
}

/** A task at its birth: what reading it would give. */
export function newView(
  delivery: Delivery,
  { task, round, organisation: { platformId, ...organisation } }: NewTask,
): TaskView {
  const { accountId: _account, deliveryId: _delivery, ...row } = task;
  const statuses = [{ state: delivery.state, at: delivery.updatedAt, note: null }];
  const around = {
    organisation,
    platformId,
    driver: null,
    offerExpiresAt: round?.expiresAt ?? null,
    statuses,
    epod: null,
  };
  return { delivery, task: { ...row, ...around } };
}

/** The state at an instant: a round that is over is over at its very second, whenever that is written down. */
export function stateAt(
  state: DeliveryState,
  { offerExpiresAt }: Pick<TaskSnapshot, 'offerExpiresAt'>,
  now: Date,
): DeliveryState {
  return state === 'offered' && offerExpiresAt && offerExpiresAt <= now ? 'expired' : state;
}
