/** The fleet of Solomon's, Gehring & Homberger's and Li & Lim's files: one kind of vehicle at one depot. */
import type { Vehicle, Window } from '../problem.ts';
import type { Line } from './lines.ts';
import { wholeNumber } from './lines.ts';

/** What the line of the fleet says. */
interface FleetLine {
  readonly line: Line;
  readonly count: number | undefined;
  readonly capacity: number;
  /** 1 where the file has none. */
  readonly speed: number;
}

/** The vehicles are out while the depot, the first place, is open. */
export function oneDepotFleet({ line, count, capacity, speed }: FleetLine, open: Window): Vehicle[] {
  return [
    {
      id: 'vehicle',
      count: wholeNumber(count, 'the number of vehicles', line, 1),
      start: 0,
      capacity: [capacity],
      shift: open,
      ...(speed === 1 || speed <= 0 ? {} : { speedFactor: speed }),
    },
  ];
}
