/** What to say of stops that no timetable serves in time: how late they are at the least, and the timetable for that. */
import type { Window } from '../problem.ts';
import { exceeds, slackOf } from './tolerance.ts';
import type { Journey, Timetable } from './timetable.ts';
import { earlyTimetables, shortestTimetable } from './timetable.ts';

export interface TimedJourney {
  readonly timetable: Timetable;
  /** By leg: how late what is done there begins; 0 in time. */
  readonly late: readonly number[];
  /** By break. */
  readonly breaksLate: readonly number[];
  /** How far the end lies behind the shift. */
  readonly overtime: number;
}

export function timeJourney(journey: Journey): TimedJourney {
  const inTime = shortestTimetable(journey);
  if (inTime !== null) return measured(journey, inTime);
  return leastLateBreaks(journey) ?? asEarlyAsPossible(journey);
}

/** Where only breaks are in the way: with the breaks as late as they must be for all else to be in time. */
function leastLateBreaks(journey: Journey): TimedJourney | null {
  const withLate = (by: number): TimedJourney | null => {
    const breaks = journey.breaks.map((rest) => ({ ...rest, window: postponed(rest.window, by) }));
    const timetable = shortestTimetable({ ...journey, breaks });
    return timetable === null ? null : measured(journey, timetable);
  };
  let found = withLate(Infinity);
  if (found === null) return null;
  let [impossible, possible] = [0, Math.max(...found.breaksLate)];
  while (possible - impossible > slackOf(possible)) {
    const tried = (impossible + possible) / 2;
    const better = withLate(tried);
    if (better === null) impossible = tried;
    else {
      found = better;
      possible = Math.min(tried, Math.max(...better.breaksLate));
    }
  }
  return found;
}

/** Every visit as early as it can be; the shortest timetable in which none is later than that. */
function asEarlyAsPossible(journey: Journey): TimedJourney {
  const unlimited: Journey = {
    shift: openEnded(journey.shift),
    breaks: journey.breaks.map((rest) => ({ ...rest, window: openEnded(rest.window) })),
    legs: journey.legs.map((leg) => ({ ...leg, windows: lastOpenEnded(leg.windows) })),
  };
  const [least] = earlyTimetables(unlimited)
    .map((timetable) => measured(journey, timetable))
    .sort((a, b) => latenessOf(a) - latenessOf(b));
  if (least === undefined) throw new Error('a journey without limits has a timetable');
  const { late, breaksLate, overtime, timetable } = least;
  const relaxed: Journey = {
    shift: [journey.shift[0], journey.shift[1] + overtime],
    breaks: journey.breaks.map((rest, at) => ({ ...rest, window: postponed(rest.window, breaksLate[at] ?? 0) })),
    legs: journey.legs.map((leg, at) => ({ ...leg, windows: postponedLast(leg.windows, late[at] ?? 0) })),
  };
  return measured(journey, shortestTimetable(relaxed) ?? timetable);
}

function measured({ shift, legs, breaks }: Journey, timetable: Timetable): TimedJourney {
  const end = endOf(timetable);
  const begins = new Map(timetable.calls.flatMap(({ rests }) => rests.map((rest) => [rest.index, rest.begin])));
  return {
    timetable,
    late: legs.map((leg, at) => {
      const begin = timetable.calls[at]?.begin ?? 0;
      const next = leg.windows.some(([from, until]) => !exceeds(from, begin) && !exceeds(begin, until));
      return next ? 0 : begin - latestUntil(leg.windows);
    }),
    breaksLate: breaks.map(({ window: [from, until], duration }, at) => {
      const begin = begins.get(at) ?? (exceeds(from + duration, timetable.departure) ? end : from);
      return exceeds(begin, until) ? begin - until : 0;
    }),
    overtime: exceeds(end, shift[1]) ? end - shift[1] : 0,
  };
}

const endOf = ({ calls, departure }: Timetable): number => calls.at(-1)?.end ?? departure;

const latenessOf = ({ late, breaksLate, overtime }: TimedJourney): number => sum(late) + sum(breaksLate) + overtime;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const latestUntil = (windows: readonly Window[]): number => Math.max(...windows.map(([, until]) => until));

const openEnded = ([from]: Window): Window => [from, Infinity];

const postponed = ([from, until]: Window, by: number): Window => [from, until + by];

const lastOpenEnded = (windows: readonly Window[]): readonly Window[] => postponedLast(windows, Infinity);

function postponedLast(windows: readonly Window[], by: number): readonly Window[] {
  const latest = latestUntil(windows);
  return windows.map((window) => (window[1] === latest ? postponed(window, by) : window));
}
