/** Checks a vehicle by itself; what it has to do with shipments is checked with the whole problem. */
import { InvalidProblem } from '../invalid-problem.ts';
import type { Check, Field } from './values.ts';
import { isList, isRecord, isText, listOf, number, oneOf, window } from './values.ts';

const amount: Check = number({ min: 0 });
const limit: Check = number({ min: 0, unlimited: true });

export const stopRef: Check = (value, path) => {
  isRecord(value, path, {
    shipment: { check: isText, required: true },
    visit: { check: oneOf('pickup', 'delivery'), required: true },
  });
};

export function checkVehicle(value: unknown, path: string, places: number): void {
  const place = number({ min: 0, max: places - 1, integer: true });
  isRecord(value, path, {
    id: { check: isText, required: true },
    count: { check: number({ min: 1, max: 1_000_000, integer: true }) },
    start: { check: place, required: true },
    end: { check: (end, at) => end !== null && place(end, at) },
    capacity: { check: listOf(limit) },
    skills: { check: listOf(isText) },
    shift: { check: window },
    breaks: { check: checkBreaks },
    fixedCost: { check: amount },
    costPerDistance: { check: amount },
    costPerTime: { check: amount },
    speedFactor: { check: number({ above: 0 }) },
    maxDistance: { check: limit },
    maxDuration: { check: limit },
    maxStops: { check: number({ min: 0, integer: true, unlimited: true }) },
    maxTrips: { check: number({ min: 1, integer: true, unlimited: true }) },
    reloadDuration: { check: amount },
    committed: { check: listOf(stopRef) },
  } satisfies Record<string, Field>);
}

const checkBreaks: Check = (value, path) => {
  let last: readonly number[] = [0, 0];
  for (const [at, rest] of isList(value, path).entries()) {
    const where = `${path}[${at}]`;
    const record = isRecord(rest, where, {
      window: { check: window, required: true },
      duration: { check: amount, required: true },
    });
    // Both are numbers: the window has been checked.
    const [from = 0, until = 0] = record['window'] as readonly number[];
    if (from < (last[0] ?? 0) || until < (last[1] ?? 0))
      throw new InvalidProblem(where, 'lies before the break listed before it; list breaks in the order of the day');
    last = [from, until];
  }
};
