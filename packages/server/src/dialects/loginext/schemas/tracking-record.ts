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
