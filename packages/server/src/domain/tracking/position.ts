/** One fix of a tracker, and the rules by which it is believed. */
import { isLatLng, type LatLng } from '../geo.ts';

export interface Position extends LatLng {
  /** The device's own clock; it orders the points. */
  readonly recordedAt: Date;
  readonly speedKmh: number | null;
  readonly batteryPercent: number | null;
  readonly temperatureC: number | null;
  /** The device's word for the kind of record, `REG` as a rule. */
  readonly messageType: string | null;
}

/** A device's last known fix. */
export interface LatestPosition extends LatLng {
  readonly recordedAt: Date;
  readonly receivedAt: Date;
  readonly speedKmh: number | null;
  readonly batteryPercent: number | null;
  readonly temperatureC: number | null;
}

/** A device clock may run this far ahead of ours; later fixes would pin the last position for good. */
export const mostAheadMs = 5 * 60_000;
/** Before there was GPS for everyone nobody recorded a fix. */
const earliest = Date.UTC(2000, 0, 1);

/** Why a fix is refused, as path and sentence, or null when it is fine. */
export function refusalOf(fix: Position, now: Date): { readonly path: string; readonly message: string } | null {
  const at = fix.recordedAt.getTime();
  if (Number.isNaN(at)) return { path: 'recordedAt', message: 'The time is not a date.' };
  if (at > now.getTime() + mostAheadMs) return { path: 'recordedAt', message: 'The time lies in the future.' };
  if (at < earliest) return { path: 'recordedAt', message: 'The time lies before the year 2000.' };
  if (!isLatLng(fix)) {
    const badLat = !(fix.lat >= -90 && fix.lat <= 90);
    return badLat
      ? { path: 'lat', message: 'The latitude must lie between -90 and 90.' }
      : { path: 'lng', message: 'The longitude must lie between -180 and 180.' };
  }
  if (fix.speedKmh !== null && !(fix.speedKmh >= 0 && fix.speedKmh <= 2000)) {
    return { path: 'speedKmh', message: 'The speed must lie between 0 and 2000 km/h.' };
  }
  if (fix.batteryPercent !== null && !(fix.batteryPercent >= 0 && fix.batteryPercent <= 100)) {
    return { path: 'batteryPercent', message: 'The battery level must lie between 0 and 100 percent.' };
  }
  if (fix.temperatureC !== null && !(fix.temperatureC >= -273.15 && fix.temperatureC <= 2000)) {
    return { path: 'temperatureC', message: 'The temperature must lie between -273.15 and 2000 degrees.' };
  }
  return null;
}
