/** What is handed to the planner, and what its names stand for here. */
import type { Problem } from '@waybill/route-planner';
import type { Leg } from '../../domain/delivery/delivery.ts';
import type { LatLng } from '../../domain/geo.ts';
import type { Slot, Unplanned } from '../../domain/plan/plan.ts';
import { cityProfile } from '../../domain/trip/schedule.ts';

export interface TaskDoor {
  readonly position: LatLng;
  readonly slot: Slot;
}

export interface TaskShipment {
  /** What everybody but the planner calls it. */
  readonly name: string;
  readonly deliveryId: string | null;
  readonly doors: Readonly<Partial<Record<Leg, TaskDoor>>>;
}

export interface PlanningTask {
  readonly problem: Problem;
  /** The planner's second 0, in milliseconds since the epoch. */
  readonly base: number;
  /** By the planner's id: its name, or one like it where several have that. */
  readonly shipments: ReadonlyMap<string, TaskShipment>;
  /** Couriers by the planner's id of their vehicle. */
  readonly couriers: ReadonlyMap<string, string>;
  /** Vehicles that a shipment should go with if one of them has room: by the shipment's id. */
  readonly preferred: ReadonlyMap<string, readonly string[]>;
  /** What needs no search to be left out. */
  readonly leftOut: readonly Unplanned[];
  /** Versions of the deliveries, by id. */
  readonly versions: Readonly<Record<string, number>>;
}

/** The same roads as every other timetable of the house has. */
export const roads = { kind: 'points', detour: cityProfile.detourFactor, speed: cityProfile.metresPerSecond } as const;
