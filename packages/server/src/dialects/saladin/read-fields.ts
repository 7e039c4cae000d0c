/** Pure: reads single fields of a request. */
import { invalid } from '../../domain/errors.ts';

/**
 * A field under the name that the document has, or under the one that it was meant to have. Null: neither is there.
 * @throws DomainError `invalid_input` for both with different values
 */
export function either<B, K extends keyof B & string>(body: B, documented: K, meant: K): NonNullable<B[K]> | null {
  const [one, other] = [saidIn(body[documented]), saidIn(body[meant])];
  if (one !== null && other !== null && String(one) !== String(other))
    throw invalid(documented, `${meant} says something else.`);
  return one ?? other;
}

/** Null and an empty text say nothing. */
function saidIn<V>(value: V): NonNullable<V> | null {
  return value === '' ? null : (value ?? null);
}

/** As `either`. @throws DomainError `invalid_input` for a field that is not there, or blank */
export function requireEither<B, K extends keyof B & string>(body: B, documented: K, meant: K): NonNullable<B[K]> {
  const value = either(body, documented, meant);
  if (value === null) throw invalid(documented, 'The field is missing.');
  if (typeof value === 'string' && value.trim() === '') throw invalid(documented, 'It must not be blank.');
  return value;
}

/** An integer, as a number or in digits. @throws DomainError `invalid_input` */
export function readWhole(value: number | string, field: string): number {
  const isWritten = typeof value === 'number' || /^\d{1,15}$/.test(value);
  const number = Number(value);
  if (!isWritten || !Number.isSafeInteger(number) || number < 0)
    throw invalid(field, 'It must be an integer, 0 or more.');
  return number + 0;
}

/** Seconds of the year 5138 are milliseconds of 1973. */
const firstMilliseconds = 100_000_000_000;
const unix = /^\d{1,15}(\.\d{1,9})?$/;
const iso = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
/** Clocks and time zones of others; a word from further ahead would outlast all that come after it. */
const aheadMs = 24 * 3_600_000;

/**
 * Unix seconds, milliseconds or ISO 8601.
 * @throws DomainError `invalid_input` for anything else, and for a time more than a day ahead
 */
export function readInstant(value: number | string, field: string, now: Date): Date {
  const at = typeof value === 'number' || unix.test(value) ? ofUnix(Number(value)) : ofIso(value);
  if (Number.isNaN(at.getTime()) || at.getTime() < 0) {
    throw invalid(field, 'It must be Unix seconds or milliseconds, or ISO 8601 with its offset.');
  }
  if (at.getTime() > now.getTime() + aheadMs) throw invalid(field, 'It lies in the future.');
  return at;
}

function ofUnix(number: number): Date {
  return new Date(Math.round(number < firstMilliseconds ? number * 1000 : number));
}

function ofIso(text: string): Date {
  const [, day] = iso.exec(text) ?? [];
  const noon = new Date(`${day}T12:00Z`);
  // 30 February would be 2 March
  const isDay = day !== undefined && !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(day);
  return new Date(isDay ? text : NaN);
}
