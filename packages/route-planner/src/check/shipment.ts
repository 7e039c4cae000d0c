/** Checks a shipment by itself. */
import { InvalidProblem } from '../invalid-problem.ts';
import type { Check, Field } from './values.ts';
import { isList, isRecord, isText, listOf, number, window } from './values.ts';

const amount: Check = number({ min: 0 });

export function checkShipment(value: unknown, path: string, places: number): void {
  const visit: Check = (entry, at) => {
    isRecord(entry, at, {
      location: { check: number({ min: 0, max: places - 1, integer: true }), required: true },
      windows: { check: windows },
      service: { check: amount },
      setup: { check: amount },
    } satisfies Record<string, Field>);
  };
  const record = isRecord(value, path, {
    id: { check: isText, required: true },
    pickup: { check: visit },
    delivery: { check: visit },
    amount: { check: listOf(amount) },
    skills: { check: listOf(isText) },
    priority: { check: number({ min: 0, max: 100 }) },
    penalty: { check: amount },
    vehicles: { check: notEmpty(isText, 'no vehicle may take it; leave the field out if all may') },
  } satisfies Record<string, Field>);
  if (record['pickup'] === undefined && record['delivery'] === undefined)
    throw new InvalidProblem(path, 'has neither a pickup nor a delivery; one of them is needed');
}

const notEmpty =
  (check: Check, advice: string): Check =>
  (value, path) => {
    if (isList(value, path).length === 0) throw new InvalidProblem(path, `is empty: ${advice}`);
    listOf(check)(value, path);
  };

const windows = notEmpty(window, 'it could never begin; leave the field out if it may begin at any time');
