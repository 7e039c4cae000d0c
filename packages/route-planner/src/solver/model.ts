/**
 * A problem as flat arrays, the form in which the search reads it.
 *
 * Nodes: the visits first (a pair has two, pickup before delivery), then the reloads, then one start per vehicle, then
 * one end per vehicle. A route is a chain of nodes from its start to its end.
 */
import type { Break } from '../problem.ts';
import type { Numbers } from './ways.ts';

/** Sums of fractions depend on the order of addition; half of what `evaluate` forgives. */
export const tolerance = 5e-7;

export interface Model {
  readonly size: number;
  /** Row by row: distance and duration from the row's place. */
  readonly D: Numbers;
  readonly T: Numbers;
  /** The same by columns: entry (i, u) at `u * across + i * along`. */
  readonly DC: Numbers;
  readonly TC: Numbers;
  readonly acrossD: number;
  readonly alongD: number;
  readonly acrossT: number;
  readonly alongT: number;
  /** Distance is the same there and back, and is the duration. */
  readonly plain: boolean;

  readonly visits: number;
  readonly reloads: number;
  readonly vehicles: number;
  readonly nodes: number;
  /** First start, first end: `start0 + v` and `end0 + v`. */
  readonly start0: number;
  readonly end0: number;

  /** Per node. */
  readonly at: Int32Array;
  /** Hull of the windows. */
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  readonly service: Float64Array;
  readonly setup: Float64Array;
  readonly shipmentOf: Int32Array;
  /** The pair's other visit, or -1. */
  readonly mate: Int32Array;
  /** Offsets into `windows` (from, until); only where a visit has several. */
  readonly windowsFrom: Int32Array;
  readonly windows: Float64Array;

  readonly shipments: number;
  /** Per shipment: its (first) visit. */
  readonly first: Int32Array;
  readonly dimensions: number;
  readonly amount: Float64Array;
  /** Sum over the dimensions, each as a share of the largest capacity: how big a shipment is. */
  readonly bulk: Float64Array;
  /** +1 goods for the start of the trip, 0 pair, -1 goods for its end. */
  readonly origin: Int8Array;
  /** What leaving it out adds to the score of the left out, which comes before all cost; 0 for optional ones. */
  readonly weight: Float64Array;
  /** What leaving it out costs; Infinity for those that must go. */
  readonly penalty: Float64Array;
  readonly kind: Int32Array;

  readonly types: number;
  /** `fits[kind * types + type]`: skills and pinning. */
  readonly fits: Uint8Array;

  /** Per vehicle. */
  readonly typeOf: Int32Array;
  readonly capacity: Float64Array;
  readonly costPerDistance: Float64Array;
  /** Smallest cost per distance of all. */
  readonly leastRate: number;
  readonly costPerTime: Float64Array;
  readonly fixedCost: Float64Array;
  /** Duration times this: the inverse of the speed factor. */
  readonly slowness: Float64Array;
  readonly maxDistance: Float64Array;
  readonly maxDuration: Float64Array;
  readonly maxStops: Float64Array;
  readonly trips: Int32Array;
  /** First of the vehicle's reload nodes. */
  readonly reload0: Int32Array;
  /** Visits that come first on it. */
  readonly committed: readonly (readonly number[])[];
  readonly breaks: readonly (readonly Break[])[];
  /** Name in plans, and which of the problem's vehicles it is. */
  readonly names: readonly string[];
  readonly origins: Int32Array;

  /** What one more vehicle counts on top of its cost where fewest vehicles come first; else 0. */
  readonly perVehicle: number;
  readonly balance: number;
  readonly features: Features;
}

/** What a problem uses; the search takes the fastest way that knows all of it. */
export interface Features {
  /** Windows or shifts that can be missed. */
  readonly timed: boolean;
  readonly pairs: boolean;
  /** Several dimensions, or not all shipments of one sort (brought, collected, pairs). */
  readonly mixedLoads: boolean;
  /** Cost or limits of time, distance or stops of a whole route, several windows, set-ups, breaks, reloads. */
  readonly rich: boolean;
  /** One kind of vehicle (capacities and cost may differ by nothing), every shipment fits it. */
  readonly uniform: boolean;
  readonly committed: boolean;
  /** Removing a stop may delay the next: roads need not obey the triangle inequality. */
  readonly detours: boolean;
}
