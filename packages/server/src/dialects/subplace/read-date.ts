/** Reads the dates of filters: `2022-03-09`, or as they are shown, `9-3-2022` and `9-3-2022, 9:46 PM`. Pure. */
import { plusDays } from '../../domain/subscription/cycle.ts';
import { minuteSpan, startOfDay } from '../../domain/zoned-time.ts';

/** What a text means: from its first instant, until before its end. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

const iso = /^(\d{4})-(\d{2})-(\d{2})$/;
const shown = /^(\d{1,2})-(\d{1,2})-(\d{4})(?:, ?(\d{1,2}):(\d{2}) ?([AP]M))?$/i;

/** A whole day, or a minute; null for what is no date. */
export function readDate(text: string, timeZone: string): Span | null {
  const [, year, month, date] = iso.exec(text) ?? [];
  if (year !== undefined) return wholeDay(toDay(year, month, date), timeZone);
  const [, d, m, y, hour, minute, half] = shown.exec(text) ?? [];
  const day = toDay(y, m, d);
  if (day === null || hour === undefined) return wholeDay(day, timeZone);
  const [h, min] = [Number(hour), Number(minute)];
  if (h < 1 || h > 12 || min > 59) return null;
  return minuteSpan(day, ((h % 12) + (half?.toUpperCase() === 'PM' ? 12 : 0)) * 60 + min, timeZone);
}

function wholeDay(day: string | null, timeZone: string): Span | null {
  return day === null ? null : { from: startOfDay(day, timeZone), until: startOfDay(plusDays(day, 1), timeZone) };
}

/** `yyyy-MM-dd` of a day that the calendar has, in years that an order could be of. */
function toDay(year = '', month = '', date = ''): string | null {
  const day = [year, month.padStart(2, '0'), date.padStart(2, '0')].join('-');
  const instant = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day) return null;
  return day >= '1990-01-01' && day <= '2199-12-31' ? day : null;
}
