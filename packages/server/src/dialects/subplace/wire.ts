/** How SUBPLACE writes times, days, addresses and amounts. Pure. */
import type { Address } from '../../domain/delivery/delivery.ts';
import { exponentOf, fromMinor } from '../../domain/money.ts';
import { dayIn, minuteIn } from '../../domain/zoned-time.ts';

/** As the samples have it: `9-3-2022, 9:46 PM`; noon and midnight are 12. */
export function toTime(instant: Date | string, timeZone: string): string;
export function toTime(instant: Date | string | null, timeZone: string): string | null;
export function toTime(instant: Date | string | null, timeZone: string): string | null {
  if (instant === null) return null;
  const at = new Date(instant);
  const minute = minuteIn(at, timeZone);
  const hour = Math.floor(minute / 60);
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute % 60).padStart(2, '0')}`;
  return `${toDay(dayIn(at, timeZone))}, ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** `9-3-2022` of `2022-03-09`. */
export function toDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date}-${month}-${year}`;
}

/** One line, as the samples have it; without the country. */
export function toAddressLine({ apartment, street, landmark, locality, postalCode, city, state }: Address): string {
  const parts = [apartment, street, landmark, locality, postalCode, city, state];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}

/** `475.00`: with as many decimals as the currency has. */
export function toAmount(minor: number, currency: string): string {
  return fromMinor(minor, currency).toFixed(exponentOf(currency));
}
