/** What a file of a problem gives: the problem, and the numbers by which the file calls its customers. */
import type { RouteRef } from '../plan-types.ts';
import type { Problem, StopRef } from '../problem.ts';

export interface Instance {
  readonly name: string;
  readonly format: 'solomon' | 'li-lim' | 'cvrplib' | 'waybill';
  readonly problem: Problem;
  /** By the number that published solutions use; empty for Waybill's own format, where shipments have ids. */
  readonly customers: ReadonlyMap<number, StopRef>;
}

/** A file that cannot be understood; `line` counts from 1. */
export class UnreadableFile extends Error {
  readonly line: number | null;

  constructor(message: string, line: number | null = null) {
    super(line === null ? message : `line ${line}: ${message}`);
    this.name = 'UnreadableFile';
    this.line = line;
  }
}

/** Routes in the file's numbers. A fleet of one kind is assumed, as in all the benchmark formats. */
export function routesByNumber(instance: Instance, numbers: readonly (readonly number[])[]): RouteRef[] {
  const [{ id, count = 1 } = { id: '' }] = instance.problem.vehicles;
  return numbers.map((route, at) => ({
    vehicle: count === 1 ? id : `${id}#${at + 1}`,
    stops: route.map((number) => {
      const stop = instance.customers.get(number);
      if (stop === undefined) throw new UnreadableFile(`route ${at + 1} visits customer ${number}, which is not there`);
      return stop;
    }),
  }));
}
