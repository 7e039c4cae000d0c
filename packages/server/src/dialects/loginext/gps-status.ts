/** LogiNext's word for whether a tracker is heard. Pure. */
import type { LatestPosition } from '../../domain/tracking/position.ts';

/** A device that is silent for longer is offline. */
const silentMs = 15 * 60_000;

export function gpsStatus(latest: LatestPosition | null, now: Date): 'Online' | 'Offline' {
  return latest !== null && now.getTime() - latest.recordedAt.getTime() <= silentMs ? 'Online' : 'Offline';
}
