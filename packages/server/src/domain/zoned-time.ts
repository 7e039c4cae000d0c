/** Days and times of day in an account's time zone as instants. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** The instant at which the clocks of the zone show this day (`yyyy-MM-dd`) and this minute of it. */
export function zonedInstant(day: string, minute: number, timeZone: string): Date {
  const shown = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const near = shown - offsetAt(shown, timeZone);
  // the offset may be another at that instant, around a change of the clocks
  return new Date(shown - offsetAt(near, timeZone));
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
