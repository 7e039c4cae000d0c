/** What a task of a partner adds to its delivery, and how the whole of it looks at one moment. */
import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { LatLng } from '../geo.ts';
import type { BroadcastPreference } from '../offer/offer.ts';
import type { ProofFileKind } from '../proof/proof.ts';
import type { EmissionsType, VehicleKind, VehicleWish } from './vehicle-kind.ts';

/** The service of deliveries that have a task. */
export const taskService = 'task';

/** A whole vehicle, or a part of one. */
export const loadTypes = ['ftl', 'ltl'] as const;
export type LoadType = (typeof loadTypes)[number];

/** One to one with a delivery, which holds the places, the windows, the goods and the state. */
export interface Task {
  readonly accountId: string;
  readonly deliveryId: string;
  readonly organisationId: string;
  /** The app that made it; null: the operator. */
  readonly appId: string | null;
  /** One of all tasks that were made by one call. */
  readonly creationGroup: string;
  readonly invoiceNumber: string | null;
  readonly groupTag: string | null;
  readonly isUrgent: boolean;
  /** Hundred-thousandths of the currency's main unit: 200000 is SGD 2.00. */
  readonly price: number;
  /** ISO 4217; empty while there is no price. */
  readonly currency: string;
  readonly broadcastPreference: BroadcastPreference;
  readonly vehiclePreference: VehicleWish;
  readonly serviceType: LoadType | null;
  /** From the pickup to the drop-off; null where one of them has no position. */
  readonly distanceMetres: number | null;
  /** False: as the crow flies. */
  readonly distanceByRoad: boolean;
  /** What the partner sent and the core only gives back. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** A task with everything around it. Events carry it as it was after the change. */
export interface TaskSnapshot extends Omit<Task, 'accountId' | 'deliveryId'> {
  readonly organisation: { readonly id: string; readonly businessName: string };
  /** Who looks after the organisation, or whose own it is. */
  readonly platformId: string | null;
  /** Null while nobody has taken it. */
  readonly driver: TaskDriver | null;
  /** When the latest round of broadcasting ends or ended; null: there was none, or it does not end by itself. */
  readonly offerExpiresAt: Date | null;
  /** Oldest first; neighbours differ. */
  readonly statuses: readonly TaskStatus[];
  /** Null until there is a proof at the receiver's door, or it was delivered without one. */
  readonly epod: TaskProof | null;
}

export interface TaskDriver {
  /** Of the courier. */
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly vehicleNumber: string | null;
  /** Where he was last seen. */
  readonly position: LatLng | null;
  /** Null for one who was never on duty in the app. */
  readonly vehicleKind: VehicleKind | null;
  readonly emissionsType: EmissionsType | null;
  readonly transporter: { readonly id: string; readonly businessName: string } | null;
}

export interface TaskStatus {
  readonly state: DeliveryState;
  /** By the clock of whoever reported it. */
  readonly at: Date;
  readonly note: string | null;
}

export interface TaskProof {
  readonly recipientName: string | null;
  readonly notes: string | null;
  readonly files: readonly { readonly id: string; readonly kind: ProofFileKind }[];
  /** Null before the handover. */
  readonly completedAt: Date | null;
}
