/** What planning gives back. */
import type { StopRef } from './problem.ts';

export interface PlanOptions {
  /** Wall clock; default 10,000. The plan comes within 50 ms of it. */
  readonly timeLimitMs?: number;
  /** Ends after so many iterations of each thread; with one thread the same seed then gives the same plan anywhere. */
  readonly iterations?: number;
  /** Worker threads; default 1. Each is an own search; they share what they find. */
  readonly threads?: number;
  /** Default 1. */
  readonly seed?: number;
  /** At most four times a second, and on the first plan. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborted: the best so far is returned. */
  readonly signal?: AbortSignal;
  /** Routes to start from. */
  readonly initial?: readonly RouteRef[];
}

export interface Progress {
  readonly elapsedMs: number;
  readonly iterations: number;
  readonly vehicles: number;
  readonly distance: number;
  readonly cost: number;
  readonly unassigned: number;
}

/** A route by its stops alone. */
export interface RouteRef {
  /** `van`, or `van#2` where there are several. */
  readonly vehicle: string;
  readonly stops: readonly (StopRef | 'reload')[];
}

export interface Plan {
  readonly routes: readonly Route[];
  readonly unassigned: readonly Unassigned[];
  readonly cost: Cost;
  /**
   * Each new best of the thread that found the plan, the last of every 5 ms at most: the first is its first complete
   * plan.
   */
  readonly trace: readonly Progress[];
  readonly iterations: number;
  readonly ended: 'time' | 'iterations' | 'aborted';
}

export interface Cost {
  /** Sum of the others: what was minimised, apart from shipments that had to be left out. */
  readonly total: number;
  readonly fixed: number;
  readonly distance: number;
  readonly time: number;
  readonly penalties: number;
  readonly balance: number;
}

export interface Route {
  readonly vehicle: string;
  /** From the start over the stops, reloads and breaks to the end. */
  readonly stops: readonly Stop[];
  readonly distance: number;
  /** From departure to the end, waiting and breaks included. */
  readonly duration: number;
  readonly cost: Cost;
}

export interface Stop {
  readonly kind: 'start' | 'pickup' | 'delivery' | 'reload' | 'break' | 'end';
  /** Of pickups and deliveries. */
  readonly shipment: string | null;
  readonly location: number;
  readonly arrival: number;
  readonly waiting: number;
  readonly departure: number;
  /** On board after it, one entry per dimension. */
  readonly load: readonly number[];
  /** Driven so far. */
  readonly distance: number;
}

export type Constraint =
  | 'capacity'
  | 'skills'
  | 'vehicle'
  | 'window'
  | 'shift'
  | 'break'
  | 'maxDistance'
  | 'maxDuration'
  | 'maxStops'
  | 'maxTrips'
  | 'unreachable'
  | 'order'
  | 'committed'
  | 'missing'
  | 'twice';

export interface Unassigned {
  readonly shipment: string;
  /** What stood in the way with the vehicle that came closest to taking it; `penalty`: leaving it out was cheaper. */
  readonly constraint: Constraint | 'penalty';
  /** By how much, in the unit of the constraint: load, time, distance, stops, missing skills. */
  readonly by: number;
  /** For people: `Delivery D7 would come 540 late by van 2, the closest.` */
  readonly message: string;
}

export interface Violation {
  readonly constraint: Constraint;
  readonly vehicle: string | null;
  readonly shipment: string | null;
  readonly by: number;
  readonly message: string;
}

export interface Evaluation {
  readonly feasible: boolean;
  readonly violations: readonly Violation[];
  readonly routes: readonly Route[];
  /** Shipments in no route; a violation only where they are not optional is left to the reader. */
  readonly unassigned: readonly string[];
  readonly cost: Cost;
}

export interface Insertion {
  readonly routes: readonly RouteRef[];
  readonly vehicle: string;
  readonly addedCost: number;
  readonly addedDistance: number;
}

/** One vehicle's answer to: why not this one? */
export interface Alternative {
  readonly vehicle: string;
  /** What the whole plan would cost more with the shipment there; 0 for where it is. Null: it cannot be there. */
  readonly extraCost: number | null;
  /** Why it cannot. */
  readonly obstacle: Violation | null;
}
