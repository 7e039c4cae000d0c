/** What is on board along a tour, and where it is too much. */
import type { Violation } from '../plan-types.ts';
import type { Shipment } from '../problem.ts';
import { exceeds, inWords } from './tolerance.ts';
import type { Call, Tour } from './tour.ts';
import { isVisit } from './tour.ts';

export interface Loads {
  /** At the start, then after each call: one entry per dimension. */
  readonly after: readonly (readonly number[])[];
  /** The worst of each trip and dimension. */
  readonly violations: readonly Violation[];
}

export function loadsOf({ name, vehicle, calls }: Tour): Loads {
  const { capacity = [] } = vehicle;
  const dimensions = Math.max(capacity.length, ...calls.map((call) => amountOf(call).length));
  const load = Array.from({ length: dimensions }, () => 0);
  const add = (amount: readonly number[], sign: 1 | -1): void => {
    for (const [dimension, much] of amount.entries()) load[dimension] = (load[dimension] ?? 0) + sign * much;
  };
  const loadTrip = (from: number): void => {
    for (const call of tripFrom(calls, from)) if (isVisit(call) && fromStart(call.shipment)) add(amountOf(call), 1);
  };

  const violations: Violation[] = [];
  const after: number[][] = [];
  let worst = new Map<number, Violation>();
  const look = (shipment: string | null): void => {
    after.push([...load]);
    for (const [dimension, much] of load.entries()) {
      const by = much - (capacity[dimension] ?? Infinity);
      if (!exceeds(much, capacity[dimension] ?? Infinity) || by <= (worst.get(dimension)?.by ?? 0)) continue;
      const where = shipment === null ? 'when it sets out' : `after the pickup of ${shipment}`;
      const what = dimensions === 1 ? '' : ` in dimension ${dimension + 1}`;
      const message = `${name} has ${inWords(much)} on board ${where}, ${inWords(by)} more than its capacity${what}.`;
      worst.set(dimension, { constraint: 'capacity', vehicle: name, shipment, by, message });
    }
  };

  loadTrip(0);
  look(null);
  let collected: Shipment[] = [];
  for (const [at, call] of calls.entries()) {
    if (isVisit(call)) {
      add(amountOf(call), call.kind === 'pickup' ? 1 : -1);
      if (toEnd(call.shipment)) collected.push(call.shipment);
      look(call.shipment.id);
    } else {
      violations.push(...worst.values());
      worst = new Map();
      for (const shipment of collected) add(shipment.amount ?? [], -1);
      collected = [];
      loadTrip(at + 1);
      look(null);
    }
  }
  return { after, violations: [...violations, ...worst.values()] };
}

function tripFrom(calls: readonly Call[], from: number): readonly Call[] {
  const reload = calls.findIndex((call, at) => at >= from && !isVisit(call));
  return calls.slice(from, reload === -1 ? calls.length : reload);
}

const amountOf = (call: Call): readonly number[] => (isVisit(call) ? (call.shipment.amount ?? []) : []);

const fromStart = ({ pickup }: Shipment): boolean => pickup === undefined;

const toEnd = ({ delivery }: Shipment): boolean => delivery === undefined;
