/** A hub: a branch, distribution centre or pickup point with a code and, when known, a place and a geofence. */
import type { Address } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';

export interface HubDraft {
  readonly code: string;
  readonly name: string;
  readonly position: LatLng | null;
  readonly geofenceMetres: number | null;
  readonly address: Address | null;
}

export interface Hub extends HubDraft {
  readonly accountId: string;
  readonly id: string;
  readonly createdAt: Date;
}
