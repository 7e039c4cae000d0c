/** A problem that a partner sent, for the planner. Pure. */
import type { Problem } from '@waybill/route-planner';
import type { ProblemRequest, ProblemShipment, ProblemVehicle } from '../../domain/plan/plan.ts';
import { roads, type PlanningTask, type TaskShipment } from './task.ts';

/** Vehicles have no hours: this long before the first window they can be on the road. */
const headStartMs = 7 * 24 * 3_600_000;

export function toProblemTask({ start, vehicles, shipments }: ProblemRequest): PlanningTask {
  const base = Math.min(...shipments.map(({ slot }) => Date.parse(slot.from))) - headStartMs;
  const everyType = [...new Set(shipments.flatMap(({ types }) => types))];
  const problem: Problem = {
    travel: { ...roads, points: [start, ...shipments.map(({ position }) => position)] },
    vehicles: vehicles.map((one) => ({
      id: one.name,
      start: 0,
      capacity: capacityOf(one),
      skills: one.types ?? everyType,
    })),
    shipments: shipments.map((one, index) => toShipment(one, index + 1, base)),
  };
  return {
    problem,
    base,
    shipments: new Map(shipments.map((one) => [one.name, describe(one)])),
    couriers: new Map(),
    preferred: new Map(),
    leftOut: [],
    versions: {},
  };
}

const capacityOf = ({ units, weightGrams, volumeMm3 }: ProblemVehicle) =>
  [units, weightGrams, volumeMm3].map((limit) => limit ?? Infinity);

function toShipment(one: ProblemShipment, location: number, base: number): Problem['shipments'][number] {
  const seconds = (instant: string) => (Date.parse(instant) - base) / 1000;
  const window = [seconds(one.slot.from), seconds(one.slot.until)] as const;
  return {
    id: one.name,
    amount: [1, one.weightGrams, one.volumeMm3],
    skills: one.types,
    [one.leg === 'pickup' ? 'pickup' : 'delivery']: { location, windows: [window], service: one.serviceMinutes * 60 },
  };
}

function describe({ name, leg, position, slot }: ProblemShipment): TaskShipment {
  return { name, deliveryId: null, doors: { [leg]: { position, slot } } };
}
