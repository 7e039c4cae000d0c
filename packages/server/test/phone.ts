/** What a courier's phone reports, as use-cases take it. */
import assert from 'node:assert/strict';
import type { Leg } from '../src/domain/delivery/delivery.ts';
import { silentHandover } from '../src/domain/delivery/on-the-road.ts';
import { fingerprint } from '../src/lib/hash.ts';
import { newId } from '../src/lib/new-id.ts';
import { actAsCourier } from '../src/use-cases/courier/act.ts';
import type { ActionResult, CourierAction, Deed } from '../src/use-cases/courier/action.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import type { SeededCourier } from './add-courier.ts';

export type When = Partial<Pick<CourierAction, 'id' | 'at' | 'position'>>;

/** Names a delivery: its leg, where the deed needs one. */
const on = (deliveryId: string, leg: Leg | null) => ({ stopId: null, deliveryId, leg });

const handover = { ...silentHandover, recipientName: 'Lim', customerComment: null, customerRating: null };
const why = { reasonCode: 'R1', reason: 'Nobody there' };

/** Deeds about one offered delivery, by name. */
export const deeds = {
  accept: ({ offerId }) => ({ kind: 'accept', offerId }),
  decline: ({ offerId }) => ({ kind: 'decline', offerId }),
  set_out: ({ id }) => ({ kind: 'set_out', on: on(id, null) }),
  end: ({ id }) => ({ kind: 'end', on: on(id, null) }),
  reach_pickup: ({ id }) => ({ kind: 'arrive', on: on(id, 'pickup'), action: { kind: 'arrive' }, proofIds: [] }),
  pick_up: ({ id }) => ({ kind: 'pick_up', on: on(id, 'pickup'), action: { kind: 'pick_up' }, proofIds: [] }),
  fail_pickup: ({ id }) => ({ kind: 'fail', on: on(id, 'pickup'), action: { kind: 'fail', why }, proofIds: [] }),
  reach_dropoff: ({ id }) => ({ kind: 'arrive', on: on(id, 'dropoff'), action: { kind: 'arrive' }, proofIds: [] }),
  deliver: ({ id }) => ({
    kind: 'deliver',
    on: on(id, 'dropoff'),
    action: { kind: 'deliver', handover },
    proofIds: [],
  }),
  fail_dropoff: ({ id }) => ({ kind: 'fail', on: on(id, 'dropoff'), action: { kind: 'fail', why }, proofIds: [] }),
} as const satisfies Record<string, (what: { readonly id: string; readonly offerId: string }) => Deed>;
export type DeedName = keyof typeof deeds;

/** From the offer to the handover. */
export const way = ['accept', 'set_out', 'reach_pickup', 'pick_up', 'reach_dropoff', 'deliver'] as const satisfies readonly DeedName[]; // prettier-ignore

export function toAction(deps: Pick<Deps, 'now'>, deed: Deed, when: When = {}): CourierAction {
  const action = { id: newId(), at: deps.now(), position: null, ...when, deed };
  return { ...action, fingerprint: fingerprint(action) };
}

/** One deed in a batch of its own. */
export async function act(
  deps: Deps,
  { identity }: Pick<SeededCourier, 'identity'>,
  deed: Deed,
  when: When = {},
): Promise<ActionResult> {
  const [result] = await actAsCourier(deps, identity, [toAction(deps, deed, when)]);
  return result ?? assert.fail('no result');
}
