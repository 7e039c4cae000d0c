/**
 * When a vehicle is where: the shortest timetable for stops in a given order, with windows and breaks.
 *
 * Exact. What is possible at a point of the route is a set of options; each says: one can be done here at any time from
 * `ready` to `ready + slack`, having been out for `out` in all, and later by waiting. Travelling and serving shift an
 * option, a window cuts or delays it (several windows make several), a break does both. Options that another one beats
 * at every time are dropped, so that with single windows and no breaks one is left.
 */
import type { Break, Window } from '../problem.ts';
import { exceeds, slackOf } from './tolerance.ts';

/** The way from the stop before, and what is done at its end. */
export interface Leg {
  readonly drive: number;
  /** What is done there begins in one of them; at least one. */
  readonly windows: readonly Window[];
  /** How long it takes. */
  readonly hold: number;
}

export interface Journey {
  /** Departure and end lie within. */
  readonly shift: Window;
  /** The last one leads to the end. */
  readonly legs: readonly Leg[];
  readonly breaks: readonly Break[];
}

export interface Timetable {
  readonly departure: number;
  /** One per leg. */
  readonly calls: readonly TimedCall[];
  readonly duration: number;
}

export interface TimedCall {
  readonly rests: readonly Rest[];
  readonly arrival: number;
  readonly begin: number;
  readonly end: number;
}

export interface Rest {
  /** Which of the breaks. */
  readonly index: number;
  readonly arrival: number;
  readonly begin: number;
  readonly end: number;
  /** Share of the way to the next stop that lies behind: 0 at the stop before, 1 at the next. */
  readonly driven: number;
}

interface Option {
  readonly ready: number;
  readonly slack: number;
  readonly out: number;
  readonly from: Option | null;
  /** Breaks behind it, and the window in which the last stop begins. */
  readonly rested: number;
  readonly window: Window | null;
}

export const anyTime: readonly Window[] = [[0, Infinity]];

/** Null where no timetable keeps all windows, the shift and the breaks. */
export function shortestTimetable(journey: Journey): Timetable | null {
  const { breaks, legs } = journey;
  if (breaks.length === 0 && legs.every(({ windows }) => windows.length === 1)) return onlyTimetable(journey);
  let best: Option | null = null;
  for (const end of endings(journey)) {
    if (best === null || end.out < best.out - slackOf(best.out)) best = end;
    else if (end.out <= best.out + slackOf(best.out) && end.ready < best.ready) best = end;
  }
  return best === null ? null : toTimetable(journey, best, best.ready - best.out);
}

/** With single windows and no breaks there is one option all along, which needs no lists: most routes are such. */
function onlyTimetable({ shift, legs }: Journey): Timetable | null {
  let ready = shift[0];
  let slack = shift[1] - shift[0];
  let out = 0;
  for (const { drive, hold, windows } of legs) {
    const [from, until] = windows[0] ?? [-Infinity, Infinity];
    ready += drive;
    out += drive;
    if (exceeds(ready, until)) return null;
    const latest = ready + slack;
    if (latest < from) {
      ready = from;
      slack = 0;
      out += from - latest;
    } else {
      ready = Math.max(ready, from);
      slack = Math.max(0, Math.min(latest, until) - ready);
    }
    ready += hold;
    out += hold;
  }
  if (exceeds(ready, shift[1])) return null;
  const departure = ready - out;
  let now = departure;
  const calls = legs.map(({ drive, hold, windows }): TimedCall => {
    const arrival = now + drive;
    const begin = Math.max(arrival, windows[0]?.[0] ?? arrival);
    now = begin + hold;
    return { rests: [], arrival, begin, end: now };
  });
  return { departure, calls, duration: now - departure };
}

/** One for each number of breaks before the end and each choice of windows, each from its earliest departure on. */
export const earlyTimetables = (journey: Journey): Timetable[] =>
  endings(journey).map((end) => toTimetable(journey, end, earliestDeparture(end)));

function earliestDeparture(end: Option): number {
  let first = end;
  while (first.from !== null) first = first.from;
  return first.ready;
}

function endings({ shift, legs, breaks }: Journey): Option[] {
  let options = departures(shift, breaks);
  const latest = latestEnds(legs, shift[1]);
  for (const [at, leg] of legs.entries()) {
    const limit = latest[at] ?? Infinity;
    const next: Option[] = [];
    for (const option of options) {
      for (let rested = option.rested; rested <= breaks.length; rested++) {
        const arrived = travel(option, leg.drive, breaks, rested);
        if (arrived === null) continue;
        for (const window of leg.windows) {
          const begun = beginWithin(arrived, window);
          if (begun !== null && !exceeds(begun.ready + leg.hold, limit))
            offer(next, { ...begun, ready: begun.ready + leg.hold, out: begun.out + leg.hold });
        }
      }
    }
    // Of two equal ways the one with the earlier break is offered first and stays.
    options = breaks.length > 0 ? next.sort((a, b) => b.rested - a.rested) : next;
  }
  return options.filter((end) =>
    [shift[1], ...breaks.slice(end.rested).map((rest) => rest.window[1])].every((limit) => !exceeds(end.ready, limit)),
  );
}

/** By when each leg must be done for the rest to be in time, breaks apart: what is later need not be followed up. */
function latestEnds(legs: readonly Leg[], end: number): number[] {
  const latest = legs.map(() => end);
  let limit = end;
  for (let at = legs.length - 1; at > 0; at--) {
    const { windows, hold, drive } = legs[at] ?? { windows: anyTime, hold: 0, drive: 0 };
    const begin = limit - hold;
    const begins = windows.filter(([from]) => !exceeds(from, begin)).map(([, until]) => Math.min(until, begin));
    limit = Math.max(-Infinity, ...begins) - drive;
    latest[at - 1] = limit;
  }
  return latest;
}

/** Breaks may lie before the departure. */
function departures([from, until]: Window, breaks: readonly Break[]): Option[] {
  const options: Option[] = [];
  let ready = from;
  for (let rested = 0; rested <= breaks.length && ready <= until; rested++) {
    options.push({ ready, slack: until - ready, out: 0, from: null, rested, window: null });
    const rest = breaks[rested];
    if (rest !== undefined) ready = Math.max(ready, rest.window[0] + rest.duration);
  }
  return options;
}

/** To the next stop with the breaks up to `rested` on the way. */
function travel(option: Option, drive: number, breaks: readonly Break[], rested: number): Option | null {
  const here: Option = { ...option, from: option, rested, window: null };
  if (rested === option.rested) return { ...here, ready: here.ready + drive, out: here.out + drive };
  // Latest begin of the first break, earliest end of the last one, as far as the breaks alone decide.
  let [latest, earliest, resting] = [Infinity, -Infinity, 0];
  for (const { window, duration } of breaks.slice(option.rested, rested)) {
    if (exceeds(earliest, window[1])) return null;
    latest = Math.min(latest, window[1] - resting);
    earliest = Math.max(earliest, window[0]) + duration;
    resting += duration;
  }
  const gone = beginWithin(here, [-Infinity, latest]);
  if (gone === null) return null;
  const onward = drive + resting;
  return beginWithin({ ...gone, ready: gone.ready + onward, out: gone.out + onward, window: null }, [
    earliest,
    Infinity,
  ]);
}

function beginWithin(option: Option, window: Window): Option | null {
  const [from, until] = window;
  const { ready, slack, out } = option;
  const latest = ready + slack;
  if (exceeds(ready, until)) return null;
  if (latest < from) return { ...option, ready: from, slack: 0, out: out + from - latest, window };
  const begin = Math.max(ready, from);
  return { ...option, ready: begin, slack: Math.max(0, Math.min(latest, until) - begin), window };
}

/** Adds an option unless another beats it, and drops those that it beats. */
function offer(options: Option[], option: Option): void {
  if (options.some((other) => beats(other, option))) return;
  const kept = options.filter((other) => !beats(option, other));
  options.splice(0, options.length, ...kept, option);
}

/** Whether `a` is at every time at least as good as `b`: both are flat up to their slack, then rise alike. */
function beats(a: Option, b: Option): boolean {
  return (
    a.rested === b.rested && a.ready <= b.ready && outAt(a, b.ready) <= b.out && outAt(a, b.ready + b.slack) <= b.out
  );
}

const outAt = (option: Option, time: number): number => {
  const latest = option.ready + option.slack;
  return time > latest ? option.out + time - latest : option.out;
};

/** Makes the choices of the option, each stop as early as it can be after that departure. */
function toTimetable({ legs, breaks }: Journey, end: Option, departure: number): Timetable {
  const chosen: Option[] = [];
  for (let option = end; option.from !== null; option = option.from) chosen.push(option);
  chosen.reverse();
  let now = departure;
  let rested = chosen[0]?.from?.rested ?? 0;
  const calls = legs.map((leg, position): TimedCall => {
    const option = chosen[position];
    const { rests, arrival } = drive(now, leg.drive, breaks, rested, option?.rested ?? rested);
    rested = option?.rested ?? rested;
    const begin = Math.max(arrival, option?.window?.[0] ?? arrival);
    now = begin + leg.hold;
    return { rests, arrival, begin, end: now };
  });
  return { departure, calls, duration: now - departure };
}

/** Breaks at the next stop where that is reached in time, else as early as they may begin. */
function drive(
  start: number,
  length: number,
  breaks: readonly Break[],
  first: number,
  after: number,
): { rests: Rest[]; arrival: number } {
  const rests: Rest[] = [];
  let [now, left] = [start, length];
  for (let index = first; index < after; index++) {
    const { window, duration } = breaks[index] ?? { window: [now, now], duration: 0 };
    const arrival = now + left;
    if (inTime(arrival, breaks.slice(index, after))) {
      now = arrival;
      left = 0;
    } else {
      const driven = Math.min(left, Math.max(0, window[0] - now));
      now += driven;
      left -= driven;
    }
    const begin = Math.max(now, window[0]);
    rests.push({ index, arrival: now, begin, end: begin + duration, driven: length === 0 ? 1 : 1 - left / length });
    now = begin + duration;
  }
  return { rests, arrival: now + left };
}

/** Whether all these breaks can be taken one after the other from a time on. */
function inTime(time: number, breaks: readonly Break[]): boolean {
  let now = time;
  for (const { window, duration } of breaks) {
    if (exceeds(now, window[1])) return false;
    now = Math.max(now, window[0]) + duration;
  }
  return true;
}
