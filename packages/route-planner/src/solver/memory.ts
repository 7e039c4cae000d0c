/**
 * What was found out about each shipment in each route, good as long as the route is what it was.
 *
 * Most iterations are rejected, so most routes are the same when a shipment is taken out the next time.
 */

export interface Memory {
  /** 0: nothing is remembered. */
  readonly vehicles: number;
  /** The state of the route, as `State.stamp` counts. */
  readonly stamps: Int32Array;
  /** Cost of the best place; or, where there is none, a bound below which there is none. */
  readonly costs: Float64Array;
  /** -1: only the bound is known. */
  readonly afters: Int32Array;
  /** Where the delivery of a pair goes. */
  readonly seconds: Int32Array;
}

/** More than this many pairs of shipment and vehicle would push more useful things out of the caches. */
const mostPairs = 1_500_000;

export function createMemory(shipments: number, vehicles: number): Memory {
  const pairs = shipments * vehicles;
  const size = pairs <= mostPairs ? pairs : 0;
  return {
    vehicles: size === 0 ? 0 : vehicles,
    stamps: new Int32Array(Math.max(1, size)),
    costs: new Float64Array(size),
    afters: new Int32Array(size),
    seconds: new Int32Array(size),
  };
}
