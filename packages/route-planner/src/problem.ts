/**
 * What a planning problem is made of. Plain data that survives JSON and `postMessage`.
 * Units are the caller's own, if the same everywhere: metres and seconds for roads, anything for benchmark files.
 */

export interface Problem {
  readonly travel: Travel;
  readonly vehicles: readonly Vehicle[];
  readonly shipments: readonly Shipment[];
  /** Default: `{ minimise: 'cost' }`. Either way as few unassigned shipments as possible come first, by priority. */
  readonly objective?: Objective;
}

/** Ways between places; a place is an index into them. */
export type Travel = MatrixTravel | PointTravel | PlaneTravel;

export interface MatrixTravel {
  readonly kind: 'matrix';
  /** Row by row: `distances[from * size + to]`. Need not be symmetric. A negative or infinite value: no way leads there. */
  readonly distances: ArrayLike<number>;
  /** Default: the distances. */
  readonly durations?: ArrayLike<number>;
  readonly size: number;
}

/** Places on the globe: great-circle metres times a detour factor, seconds by a speed. */
export interface PointTravel {
  readonly kind: 'points';
  readonly points: readonly { readonly lat: number; readonly lng: number }[];
  /** Default 1.3. */
  readonly detour?: number;
  /** Metres per second; default 10. */
  readonly speed?: number;
}

/** Places on a plane, as in benchmark files: Euclidean distance, which is also the duration. */
export interface PlaneTravel {
  readonly kind: 'plane';
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Default `exact`; `nearest` rounds each distance to an integer, as CVRPLIB does. */
  readonly rounding?: 'exact' | 'nearest';
}

export type Window = readonly [from: number, until: number];

export interface Vehicle {
  readonly id: string;
  /** How many of it there are; default 1. With more, plans name them `id#1`, `id#2`, … */
  readonly count?: number;
  readonly start: number;
  /** Where it ends: default its start; null for anywhere (open route). */
  readonly end?: number | null;
  /** One entry per dimension; default no limit. */
  readonly capacity?: readonly number[];
  readonly skills?: readonly string[];
  readonly shift?: Window;
  readonly breaks?: readonly Break[];
  /** Once, if it is used at all; default 0. */
  readonly fixedCost?: number;
  /** Default 1. */
  readonly costPerDistance?: number;
  /** Per unit of time from its departure to its end; default 0. */
  readonly costPerTime?: number;
  /** 1.1: a tenth faster than the durations say. Default 1. Service times stay. */
  readonly speedFactor?: number;
  readonly maxDistance?: number;
  readonly maxDuration?: number;
  readonly maxStops?: number;
  /** Trips it may make from its start, loading anew there between them; default 1. */
  readonly maxTrips?: number;
  /** Time one reload takes; default 0. */
  readonly reloadDuration?: number;
  /** What a started trip has still before it: it comes first, in this order, and stays with this vehicle. */
  readonly committed?: readonly StopRef[];
}

/** Rest of a given length that begins within a window; taken between two stops. */
export interface Break {
  readonly window: Window;
  readonly duration: number;
}

/**
 * Goods to move. With a `delivery` only: from the vehicle's start. With a `pickup` only: to the vehicle's end.
 * With both: the same vehicle, pickup first.
 */
export interface Shipment {
  readonly id: string;
  readonly pickup?: Visit;
  readonly delivery?: Visit;
  /** One entry per dimension of the capacities; default nothing. */
  readonly amount?: readonly number[];
  /** All of them are needed. */
  readonly skills?: readonly string[];
  /** 0 to 100, default 0: a higher one is left out later. */
  readonly priority?: number;
  /** Makes it optional: leaving it out costs this much instead of counting as unassigned first of all. */
  readonly penalty?: number;
  /** Only these vehicles (ids, without `#`). */
  readonly vehicles?: readonly string[];
}

export interface Visit {
  readonly location: number;
  /** It must begin within one of them; default any time. */
  readonly windows?: readonly Window[];
  readonly service?: number;
  /** Added when the vehicle comes from another place. */
  readonly setup?: number;
}

export interface StopRef {
  readonly shipment: string;
  readonly visit: 'pickup' | 'delivery';
}

export interface Objective {
  /** `vehicles`: fewest of them first, then cost. */
  readonly minimise: 'cost' | 'vehicles';
  /** Cost per unit of time by which a route lasts longer than the mean of all used; default 0. */
  readonly balance?: number;
}
