/** Whom an offer fits: by vehicle, by squad, by boat, and by how far away he is. Pure; the list in SQL follows it. */
import { distanceMetres, type LatLng } from '../geo.ts';
import { vehicleKinds, type VehicleKind, type VehicleWish } from '../task/vehicle-kind.ts';
import type { Offer } from './offer.ts';

/** A courier who looks for work. */
export interface Seeker {
  readonly vehicleKind: VehicleKind;
  /** Has a boat. */
  readonly marine: boolean;
  /** The transporter he drives for. */
  readonly organisationId: string | null;
  /** Codes of the squads he belongs to. */
  readonly squads: readonly string[];
  /** Where he is; null: nobody knows, or not since lately. */
  readonly position: LatLng | null;
}

/** A vehicle may be so many kinds larger than the one that was asked for. */
const mostRungs = 2;

/** The smallest kind that takes part of a load. */
const smallestForPart: VehicleKind = 'car';

/** What may be asked for so that this kind of vehicle fits. */
export function wishesFitting(kind: VehicleKind): readonly VehicleWish[] {
  const rung = vehicleKinds.indexOf(kind);
  const wishes: readonly VehicleWish[] = vehicleKinds.slice(Math.max(0, rung - mostRungs), rung + 1);
  return rung < vehicleKinds.indexOf(smallestForPart) ? wishes : ['ltl', ...wishes];
}

/** A fix says where a courier is for so long. Milliseconds. */
export const fixLifeMs = 15 * 60_000;

/** Where he is by his last fix; null: it is too old, or there is none. */
export function whereabouts(fix: (LatLng & { readonly recordedAt: Date }) | null, now: Date): LatLng | null {
  return fix && now.getTime() - fix.recordedAt.getTime() <= fixLifeMs ? { lat: fix.lat, lng: fix.lng } : null;
}

export type OfferTerms = Pick<Offer, 'preference' | 'squadOf' | 'vehicleKind' | 'position'> & {
  /** Of the organisation whose squad is meant. */
  readonly squadCode: string | null;
};

/** @param reachMetres couriers farther from the pickup are not asked; a pickup without a position is in reach of all. */
export function fits(offer: OfferTerms, seeker: Seeker, reachMetres: number): boolean {
  return (
    wishesFitting(seeker.vehicleKind).includes(offer.vehicleKind) &&
    (offer.preference !== 'marine' || seeker.marine) &&
    (offer.preference !== 'squad' || isOfSquad(offer, seeker)) &&
    isInReach(offer.position, seeker.position, reachMetres)
  );
}

function isOfSquad({ squadOf, squadCode }: OfferTerms, { organisationId, squads }: Seeker): boolean {
  return (squadOf !== null && squadOf === organisationId) || (squadCode !== null && squads.includes(squadCode));
}

function isInReach(pickup: LatLng | null, seeker: LatLng | null, reachMetres: number): boolean {
  if (!pickup) return true;
  return seeker !== null && distanceMetres(seeker, pickup) <= reachMetres;
}

/** Degrees between which whatever is in reach lies; `lng` is the most that longitudes may differ. */
export interface Band {
  readonly south: number;
  readonly north: number;
  readonly lng: number;
}

/** Of a degree of latitude, a little less than the shortest. */
const metresPerDegree = 110_000;

/** Never too narrow; near the poles and the date line it goes round the globe. */
export function bandAround({ lat, lng }: LatLng, metres: number): Band {
  const degrees = metres / metresPerDegree;
  const [south, north] = [lat - degrees, lat + degrees];
  const widest = Math.max(Math.abs(south), Math.abs(north));
  const wide = widest < 89 ? degrees / Math.cos((widest * Math.PI) / 180) : 360;
  return { south, north, lng: Math.abs(lng) + wide > 180 ? 360 : wide };
}
