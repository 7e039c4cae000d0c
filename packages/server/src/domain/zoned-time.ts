/** Days and times of day in an account's time zone as instants. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The instant at which the clocks of the zone show this day (`yyyy-MM-dd`) and this minute of it. */
export function zonedInstant(day: string, minute: number, timeZone: string): Date {
  const clock = Date.parse(`${day}T00:00:00Z`) + minute * minuteMs;
  const near = clock - offsetAt(clock, timeZone);
  // the offset may be another at that instant, around a change of the clocks
  return new Date(clock - offsetAt(near, timeZone));
}

/**
 * The first instant of a day (`yyyy-MM-dd`) in the zone. Where clocks are put forward over midnight, or a whole day is
 * left out, that is the first instant after it; where they are put back over it, the first of the two midnights.
 */
export function startOfDay(day: string, timeZone: string): Date {
  return minuteSpan(day, 0, timeZone).from;
}

/**
 * From the first instant at which the clocks of the zone show a minute of a day until after the last: an hour and a minute
 * where they are put back over it. Where they are put forward over it, nothing, at the first instant after it.
 */
export function minuteSpan(
  day: string,
  minute: number,
  timeZone: string,
): { readonly from: Date; readonly until: Date } {
  const clock = Date.parse(`${day}T00:00:00Z`) + minute * minuteMs;
  // no zone changes its clocks twice in two days
  const candidates = [clock - dayMs, clock + dayMs].map((near) => clock - offsetAt(near, timeZone));
  const shows = (instant: number) => instant + offsetAt(instant, timeZone);
  const found = candidates.filter((instant) => shows(instant) === clock);
  if (found.length > 0) return { from: new Date(Math.min(...found)), until: new Date(Math.max(...found) + minuteMs) };
  let [earlier, later] = [Math.min(...candidates), Math.max(...candidates)];
  while (later - earlier > minuteMs) {
    const middle = earlier + Math.floor((later - earlier) / (2 * minuteMs)) * minuteMs;
    if (shows(middle) < clock) earlier = middle;
    else later = middle;
  }
  return { from: new Date(later), until: new Date(later) };
}

/** The day that the calendars of the zone show at an instant, as `yyyy-MM-dd`. */
export function dayIn(instant: Date, timeZone: string): string {
  return shown(instant, timeZone).toISOString().slice(0, 10);
}

/** The minutes since midnight that the clocks of the zone show at an instant. */
export function minuteIn(instant: Date, timeZone: string): number {
  const clock = shown(instant, timeZone);
  return clock.getUTCHours() * 60 + clock.getUTCMinutes();
}

/** What the clocks of the zone show, as if it were UTC. */
function shown(instant: Date, timeZone: string): Date {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone));
}

/** Milliseconds by which the clocks of the zone are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { ...everyPart, timeZone });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const everyPart: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
};
