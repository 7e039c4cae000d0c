/** From LogiNext's tracking records to fixes of trackers. Pure. */
import type { FixOf } from '../../use-cases/tracking/record-fixes.ts';
import type { Values } from './schemas/fields.ts';
import type { trackingRecord } from './schemas/tracking-record.ts';

/** Null where something that is mandatory is missing. */
export function toFix(values: Values<typeof trackingRecord>): FixOf | null {
  const { trackerId, latitude: lat, longitude: lng, time, speed, batteryPerc, temperature, messageType } = values;
  if (trackerId === undefined || lat === undefined || lng === undefined || !time) return null;
  const measured = { speedKmh: speed ?? null, batteryPercent: batteryPerc ?? null, temperatureC: temperature ?? null };
  return { trackerCode: trackerId, fix: { lat, lng, recordedAt: time, ...measured, messageType: messageType ?? null } };
}
