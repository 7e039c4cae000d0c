/** What a courier's phone reports, one action at a time. */
import type { ActionResult } from '../../domain/courier/action-result.ts';
import type { LatLng } from '../../domain/geo.ts';
import type { StopRef } from '../../store/courier-work.ts';
import type { StopAction } from '../trip/act-at-stop.ts';

export type { ActionResult } from '../../domain/courier/action-result.ts';
export type { StopRef } from '../../store/courier-work.ts';

/** `end`: he is back at the hub with what he collected for it. */
export const actionKinds = ['accept', 'decline', 'set_out', 'arrive', 'pick_up', 'deliver', 'fail', 'end'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** What the app knows of the things that may be done at a stop. */
export type DoorAction = Extract<
  StopAction,
  { readonly kind: 'arrive' | 'pick_up' | 'deliver' | 'deliver_partially' | 'fail' }
>;

export type Deed =
  | { readonly kind: 'accept' | 'decline'; readonly offerId: string }
  | { readonly kind: 'set_out' | 'end'; readonly on: StopRef }
  | {
      readonly kind: 'arrive' | 'pick_up' | 'deliver' | 'fail';
      readonly on: StopRef;
      readonly action: DoorAction;
      /** Proofs of it, by their own ids or the phone's. */
      readonly proofIds: readonly string[];
    };

export interface CourierAction {
  /** Made by the phone: one that comes again has no further effect. */
  readonly id: string;
  /** By the phone's clock. */
  readonly at: Date;
  readonly position: LatLng | null;
  readonly deed: Deed;
  /** Of all that was sent. */
  readonly fingerprint: Buffer;
}

/** What became of an action, for its transaction. */
export type Effect = Omit<ActionResult, 'code' | 'message'> & { readonly outcome: 'done' | 'superseded' };
