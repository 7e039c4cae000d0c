/** Create Tracking Record: one fix of a tracker. */
import { mandatory as M, optional as O, type Fields } from './fields.ts';

export const trackingRecord = {
  trackerId: M('text', 50, 'Tracker id'),
  latitude: M('latitude'),
  longitude: M('longitude'),
  time: M('date'),
  batteryPerc: M('decimal', 0, 'Battery percentage'),
  speed: O('decimal'),
  messageType: M('text', 10),
  temperature: O('celsius'),
} as const satisfies Fields;

/** The later bulk operation's. What it adds is judged and not kept: nothing reads it. */
export const bulkTrackingRecord = {
  ...trackingRecord,
  reeferActive: O('boolean'),
  harshDriving: O('any'),
  doorStatus: O('boolean'),
} as const satisfies Fields;
