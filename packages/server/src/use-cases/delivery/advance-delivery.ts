/** What its sender and its receiver do with a delivery beside the road: prepare it, let it lapse, confirm it, take it back. */
import {
  beginProcessing,
  confirmReceipt,
  makeReady,
  requestPayment,
  settlePayment,
} from '../../domain/delivery/before-the-road.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { expire } from '../../domain/delivery/lifecycle.ts';
import { completeReturn, startReturn } from '../../domain/delivery/way-back.ts';
import { dropped } from '../../domain/trip/stop-progress.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { changeDelivery, type Outcome, type Scene } from './change-deliveries.ts';

export const advances = [
  'request_payment',
  'settle_payment',
  'begin_processing',
  'make_ready',
  'expire',
  'confirm_receipt',
  'start_return',
  'complete_return',
] as const;
export type Advance = (typeof advances)[number];

/**
 * @param reason of a way back; null: the one of the failed attempt stays. Nothing else has one.
 * @throws DomainError `delivery_not_found`, `illegal_transition`
 */
export async function advanceDelivery(
  deps: Deps,
  caller: Caller,
  id: string,
  advance: Advance,
  reason: string | null = null,
): Promise<Delivery> {
  return transact(deps, caller, (tx) =>
    changeDelivery(deps, tx, caller, id, (scene) => advanceAt(scene, advance, reason)),
  );
}

/** As `advanceDelivery`, for one that is locked. Whatever of its trip is still ahead is not driven to any more. */
export function advanceAt(scene: Scene, advance: Advance, reason: string | null = null): Outcome {
  return { changed: acts[advance](scene, reason), stops: scene.openStops.map(dropped) };
}

const acts = {
  request_payment: ({ delivery, circumstances }) => requestPayment(delivery, circumstances),
  settle_payment: ({ delivery, circumstances }) => settlePayment(delivery, circumstances),
  begin_processing: ({ delivery, circumstances }) => beginProcessing(delivery, circumstances),
  make_ready: ({ delivery, circumstances }) => makeReady(delivery, circumstances),
  expire: ({ delivery, circumstances }) => expire(delivery, circumstances),
  confirm_receipt: ({ delivery, circumstances }) => confirmReceipt(delivery, circumstances),
  start_return: ({ delivery, circumstances }, reason) => startReturn(delivery, reason, circumstances),
  complete_return: ({ delivery, circumstances }) => completeReturn(delivery, circumstances),
} as const satisfies Record<Advance, (scene: Scene, reason: string | null) => Outcome['changed']>;
