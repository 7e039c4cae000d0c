/** Times of XML Schema as instants. */
import { zonedInstant } from '../../../domain/zoned-time.ts';

/** Where MDelivery and MPay are, whose samples write times without a zone. */
const timeZone = 'Europe/Chisinau';
const zoneless = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/;

/** @returns the same, or in UTC what had no zone. @param text an xs:dateTime */
export function withZone(text: string): string {
  const [, day, hours, minutes, seconds] = zoneless.exec(text.trim()) ?? [];
  if (day === undefined) return text.trim();
  const minute = zonedInstant(day, Number(hours) * 60 + Number(minutes), timeZone);
  return new Date(minute.getTime() + Number(seconds) * 1000).toISOString();
}
