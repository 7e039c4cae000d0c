/** What becomes of a stop when its delivery moves. */
import type { Report } from '../event/event.ts';
import type { Stop, StopState } from './trip.ts';

/** The courier is at the door. */
export function arrived(stop: Stop, report: Report): Stop {
  return { ...stop, state: 'arrived', arrivedAt: report.at, arrivedPosition: report.position };
}

/** The attempt ended. A courier who never said "arrived" arrived no later than now. */
export function left(stop: Stop, state: Extract<StopState, 'done' | 'failed'>, report: Report): Stop {
  const arrivedAt = stop.arrivedAt ?? report.at;
  return {
    ...stop,
    state,
    arrivedAt,
    arrivedPosition: stop.arrivedPosition ?? report.position,
    // a phone's clock may jump between two reports; leaving before arriving is not stored
    leftAt: report.at < arrivedAt ? arrivedAt : report.at,
    leftPosition: report.position,
  };
}

/** Taken off the trip. */
export function dropped(stop: Stop): Stop {
  return { ...stop, state: 'dropped' };
}
