/** Whether a problem is so large that the caller's thread should do nothing with it but pass it on. */
import type { RouteRef } from '../plan-types.ts';

/** Checking so many takes about ten milliseconds where nothing is warmed up yet. */
const mostItems = 1500;
const mostEntries = 500_000;
/** From here on the matrices of one planning take a hundred megabytes, which are not free at once. */
const hugeFrom = 2500;

/** Nothing is known yet about what comes in; what is no problem at all is not large. */
export function isLarge(problem: unknown, initial: readonly RouteRef[]): boolean {
  const { shipments, vehicles, travel } = fieldsOf(problem);
  const { points, distances } = fieldsOf(travel);
  const stops = initial.reduce((sum, route) => sum + lengthOf(fieldsOf(route)['stops']), 0);
  const items = lengthOf(shipments) + lengthOf(vehicles) + lengthOf(points) + stops;
  return items > mostItems || lengthOf(distances) > mostEntries;
}

/** Whether threads had better end after this problem than wait for the next. */
export function isHuge(problem: unknown): boolean {
  const { shipments, travel } = fieldsOf(problem);
  const { size } = fieldsOf(travel);
  return lengthOf(shipments) > hugeFrom || (typeof size === 'number' && size > hugeFrom);
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const lengthOf = (value: unknown): number =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value && typeof value.length === 'number')
    ? Number(value.length)
    : 0;
