/** When a courier is at work on a day. Shifts are kept as the partner sent them: instants or times of day. */
import type { Courier } from '../fleet/courier.ts';
import { zonedInstant } from '../zoned-time.ts';

export interface WorkingHours {
  readonly from: Date;
  /** Null: open end. */
  readonly until: Date | null;
}

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const dayMs = 24 * 3_600_000;

/** The day that the clocks of the zone show, `yyyy-MM-dd`. */
export function dayIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(instant);
}

export function isDayOff({ daysOff }: Pick<Courier, 'daysOff'>, day: string): boolean {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return daysOff.some((word) => word.trim().toUpperCase() === weekday);
}

/**
 * What is left of the shift that runs at that time or comes next on that day; a courier without shifts always works.
 * One that began the evening before counts to the day on which it ends as well.
 * @returns null for somebody who works no more on that day
 */
export function hoursFrom({ shifts }: Pick<Courier, 'shifts'>, setOff: Date, timeZone: string): WorkingHours | null {
  const known = shifts.flatMap(({ start, end }) => {
    const [from, until] = [minuteOf(start, timeZone), minuteOf(end, timeZone)];
    return from === null || until === null ? [] : [{ from, until: until > from ? until : until + 1440 }];
  });
  // a shift in words that nobody understands binds nobody
  if (known.length === 0) return { from: setOff, until: null };
  const today = dayIn(timeZone, setOff);
  const yesterday = dayIn(timeZone, new Date(zonedInstant(today, 0, timeZone).getTime() - dayMs / 2));
  const [first] = [yesterday, today]
    .flatMap((day) => known.map(({ from, until }) => spanOf(day, from, until, timeZone)))
    .filter(({ until }) => until > setOff)
    .toSorted((one, other) => one.from.getTime() - other.from.getTime());
  return first ? { from: first.from > setOff ? first.from : setOff, until: first.until } : null;
}

function spanOf(day: string, from: number, until: number, timeZone: string) {
  const start = zonedInstant(day, from, timeZone);
  return { from: start, until: new Date(start.getTime() + (until - from) * 60_000) };
}

/** The minute of the day of an instant, whatever its day, and of `07:03pm`, `7:03 PM`, `19:03` and `19:03:00`. */
function minuteOf(text: string, timeZone: string): number | null {
  const sent = text.trim();
  const [, hours, minutes, half] = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d)? ?([ap]m)?$/i.exec(sent) ?? [];
  if (hours !== undefined && minutes !== undefined) {
    const hour = Number(hours);
    if (half === undefined) return hour < 24 ? hour * 60 + Number(minutes) : null;
    return hour < 1 || hour > 12 ? null : ((hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + Number(minutes);
  }
  const instant = new Date(sent);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(sent) || Number.isNaN(instant.getTime())) return null;
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hour = '0', minute = '0'] = shown.format(instant).split(':');
  return Number(hour) * 60 + Number(minute);
}
