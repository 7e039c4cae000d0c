/**
 * Shifts of drivers. The document's table has the day in `startTime` and the time of day in `shiftStartTime`, later
 * documents the other way round, and Get Driver shows instants: each field may hold any of them. Delivery media have
 * `shiftStartTime` and `shiftEndTime` alone. Pure.
 */
import { readInstant } from './schemas/fields.ts';
import { zonedInstant } from '../../domain/zoned-time.ts';

export interface ShiftInstants {
  readonly start: Date;
  readonly end: Date;
}

export interface SentShift {
  readonly startTime: string;
  readonly endTime: string;
  readonly shiftStartTime: string;
  readonly shiftEndTime: string;
}

type Part =
  | { readonly kind: 'instant'; readonly at: Date }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'time'; readonly minute: number };

/** The shift, or the name of the field that cannot be understood. */
export function readShift(sent: SentShift, timeZone: string): ShiftInstants | keyof SentShift {
  const start = momentOf(sent.shiftStartTime, sent.startTime, timeZone);
  if (start === null) return 'shiftStartTime';
  const end = momentOf(sent.shiftEndTime, sent.endTime, timeZone);
  if (end === null) return 'shiftEndTime';
  // overnight: both have one day, and the end is a time of the next morning
  return { start, end: end < start ? new Date(end.getTime() + 24 * 3_600_000) : end };
}

function momentOf(first: string, second: string, timeZone: string): Date | null {
  const parts = [partOf(first), partOf(second)];
  if (parts.includes(null)) return null;
  const instant = parts.find((part) => part?.kind === 'instant');
  if (instant) return instant.at;
  const day = parts.find((part) => part?.kind === 'day');
  const time = parts.find((part) => part?.kind === 'time');
  return day && time ? zonedInstant(day.day, time.minute, timeZone) : null;
}

/** Whether a text says when a shift begins or ends, on a day or on every day. */
export function isShiftTime(text: string): boolean {
  const part = partOf(text);
  return part?.kind === 'instant' || part?.kind === 'time';
}

function partOf(text: string): Part | null {
  const sent = text.trim();
  const at = readInstant(sent);
  if (at) return { kind: 'instant', at };
  if (/^\d{4}-\d{2}-\d{2}$/.test(sent) && readInstant(`${sent}T00:00:00Z`)) {
    const isDay = new Date(`${sent}T00:00:00Z`).toISOString().startsWith(sent);
    return isDay ? { kind: 'day', day: sent } : null;
  }
  const minute = minuteOf(sent);
  return minute === null ? null : { kind: 'time', minute };
}

/** The minute of the day of `07:03pm`, `7:03 PM`, `19:03` and `19:03:00`. */
function minuteOf(text: string): number | null {
  const [, hours, minutes, half] = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d)? ?([ap]m)?$/i.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const hour = Number(hours);
  if (half === undefined) return hour < 24 ? hour * 60 + Number(minutes) : null;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + Number(minutes);
}
