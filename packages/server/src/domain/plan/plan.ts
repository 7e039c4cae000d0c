/** A run of route planning: what is to be planned, how far it is, and which vehicle goes where in the end. */
import type { Leg } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';

/** `problem`: vehicles and shipments that a partner sent whole; `deliveries`: trips for deliveries of ours. */
export const planKinds = ['problem', 'deliveries'] as const;
export type PlanKind = (typeof planKinds)[number];

export const planStates = ['waiting', 'running', 'finished', 'failed', 'cancelled'] as const;
export type PlanState = (typeof planStates)[number];

/** Every legal move. A plan goes back to waiting when its process ends in order, or dies. */
export const planMoves = {
  waiting: ['running', 'cancelled'],
  running: ['waiting', 'finished', 'failed', 'cancelled'],
  finished: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<PlanState, readonly PlanState[]>;

/** More are no answer within a minute, and no body of a megabyte. */
export const mostShipments = 2500;
export const mostVehicles = 500;
/** Plans of an account that wait or run at a time. */
export const mostOpen = 100;
/** Seconds that a caller can give the search. */
export const mostSeconds = 120;
/** Times that a plan is begun, each ended by a crash or a fault, before it is given up. */
export const mostAttempts = 3;

/** Instants are ISO 8601 texts in what is kept as JSON: it reads back as it was written. */
export type Instant = string;

/** From when until when a visit may begin; null for no bound. */
export interface Slot {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export interface ProblemVehicle {
  readonly name: string;
  /** Null: no limit. */
  readonly units: number | null;
  readonly weightGrams: number | null;
  readonly volumeMm3: number | null;
  /** What it can carry; null: everything. */
  readonly types: readonly string[] | null;
}

export interface ProblemShipment {
  readonly name: string;
  readonly position: LatLng;
  readonly slot: { readonly from: Instant; readonly until: Instant };
  readonly serviceMinutes: number;
  readonly weightGrams: number;
  readonly volumeMm3: number;
  /** It needs a vehicle with all of them. */
  readonly types: readonly string[];
  /** A pickup ends where the vehicles start. */
  readonly leg: Leg;
}

export interface ProblemRequest {
  readonly kind: 'problem';
  readonly start: LatLng;
  readonly vehicles: readonly ProblemVehicle[];
  readonly shipments: readonly ProblemShipment[];
}

export interface DeliveriesRequest {
  readonly kind: 'deliveries';
  /** Null: all that wait for a courier, in the window where there is one. */
  readonly deliveryIds: readonly string[] | null;
  readonly window: Slot | null;
  /** Null: all who are free and at work. */
  readonly courierIds: readonly string[] | null;
  /** Null: when it is planned. */
  readonly setOff: Instant | null;
  /** For the search; null: by the number of deliveries. */
  readonly seconds: number | null;
}

export type PlanRequest = ProblemRequest | DeliveriesRequest;

/** What a plan is doing, and what the search says of itself. */
export interface PlanProgress {
  readonly step: 'gathering' | 'searching' | 'applying';
  /** Since this begin. */
  readonly elapsedMs: number;
  /** Until the best so far was found; the rest says what it is like. */
  readonly iterations: number;
  readonly vehicles: number;
  readonly distanceMetres: number;
  readonly cost: number;
  readonly unassigned: number;
}

export interface PlanStop {
  /** The shipment's name, or the delivery's order number. */
  readonly shipment: string;
  /** Null where the partner sent the problem whole. */
  readonly deliveryId: string | null;
  readonly leg: Leg;
  readonly position: LatLng;
  /** What was asked for. */
  readonly slot: Slot;
  readonly arrival: Instant;
  readonly departure: Instant;
  /** From the stop before. */
  readonly distanceMetres: number;
}

export interface PlanRoute {
  /** The vehicle's name, or the courier's. */
  readonly vehicle: string;
  readonly courierId: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly distanceMetres: number;
  readonly stops: readonly PlanStop[];
  /** The trip that was made of it. */
  readonly tripId: string | null;
}

/** Why something was left out. The planner's own words, and ours. */
export const planConstraints = [
  'capacity',
  'types',
  'vehicle',
  'window',
  'shift',
  'max_distance',
  'unreachable',
  'no_position',
  'no_courier',
  'not_waiting',
  'changed',
  'refused',
  'time',
] as const;
export type PlanConstraint = (typeof planConstraints)[number];

export interface Unplanned {
  readonly shipment: string;
  readonly deliveryId: string | null;
  readonly constraint: PlanConstraint;
  /** For people. */
  readonly message: string;
}

export interface PlanResult {
  readonly routes: readonly PlanRoute[];
  readonly unassigned: readonly Unplanned[];
  /** Versions of the deliveries that were planned, by id: one that changed since is left out when trips are made. */
  readonly versions: Readonly<Record<string, number>>;
  /** Routes of which trips were made, or could not be: the first so many. */
  readonly applied: number;
}

/** What a list of plans shows. */
export interface PlanSummary {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly kind: PlanKind;
  readonly name: string;
  readonly state: PlanState;
  readonly progress: PlanProgress | null;
  readonly failure: string | null;
  /** How often it was begun. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly updatedAt: Date;
}

export interface Plan extends PlanSummary {
  readonly request: PlanRequest;
  readonly result: PlanResult | null;
}
