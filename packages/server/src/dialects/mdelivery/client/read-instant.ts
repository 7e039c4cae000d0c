/** Reads a provider's times. The document's type for them is "data", and its samples are in UTC. */
import { Senseless, words, type Fields } from '../../../lib/foreign-json.ts';
import { zonedInstant } from '../../../domain/zoned-time.ts';

/** Where the providers are: a time that names no zone is by the clock there. */
const timeZone = 'Europe/Chisinau';

const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A date, or a time with or without seconds, a fraction of them and a zone.
 * @param minuteOfDay what a date alone means: 0 that it begins, 1440 that it ends.
 * @throws Senseless also for one that is not between the years 2000 and 2200
 */
export function readInstant(fields: Fields, name: string, minuteOfDay: 0 | 1440): Date {
  const [whole, day = '', hour, minute, second = '00', fraction = '', zone] = form.exec(words(fields, name, 40)) ?? [];
  const at = whole === undefined || !isDay(day) ? null : toInstant();
  if (!at || Number.isNaN(at.getTime()) || at.getUTCFullYear() < 2000 || at.getUTCFullYear() > 2200) {
    throw new Senseless(`${name} is no date or time.`);
  }
  return at;

  function toInstant(): Date | null {
    if (hour === undefined || minute === undefined) return zone === undefined ? zonedInstant(day, minuteOfDay, timeZone) : null;
    const rest = `${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
    if (zone !== undefined) return new Date(`${day}T${hour}:${minute}:${rest}${zone}`);
    const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
    const near = zonedInstant(day, Number(hour) * 60 + Number(minute), timeZone);
    return isTime ? new Date(near.getTime() + Number(rest) * 1000) : null;
  }
} // prettier-ignore

/** 30 February is none, which `Date` takes for 2 March. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
