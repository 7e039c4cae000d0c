/** Instants between the wire and the core. */
import { invalid } from '../../domain/errors.ts';
import type { Report } from '../../domain/event/event.ts';
import { mostAheadMs } from '../../domain/tracking/position.ts';
import type { Report as NativeReport } from './schemas/stop.ts';

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** @throws DomainError `invalid_input` for a text that names no instant, such as a leap second, or a far one */
export function toInstant(path: string, text: string): Date {
  const instant = new Date(text);
  const time = instant.getTime();
  if (Number.isNaN(time)) throw invalid(path, 'The time is not a date.');
  if (time < earliest || time > latest) throw invalid(path, 'The time must lie between the years 2000 and 2200.');
  return instant;
}

/** Missing and null are null. */
export function toInstantOrNull(path: string, text: string | null | undefined): Date | null {
  return text === null || text === undefined ? null : toInstant(path, text);
}

/**
 * When and where something happened: now and nowhere, unless the client knows better.
 * @throws DomainError `invalid_input` for a time that is more than five minutes ahead of ours
 */
export function toReport({ at, position }: NativeReport, now: Date): Report {
  const instant = toInstantOrNull('at', at) ?? now;
  if (instant.getTime() > now.getTime() + mostAheadMs) throw invalid('at', 'The time lies in the future.');
  return { at: instant, position: position ?? null };
}
