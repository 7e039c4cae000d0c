/** Reads where things are and were. */
import { DomainError } from '../../domain/errors.ts';
import type { Position } from '../../domain/tracking/position.ts';
import { listPositions } from '../../store/position.ts';
import { findLatestByDelivery, findTracker } from '../../store/tracker.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export interface LastLocation {
  readonly deliveryId: string;
  readonly lat: number;
  readonly lng: number;
  readonly recordedAt: Date;
}

/** Where each delivery was last seen; those that nobody carries or that no device reports are left out. */
export async function lastLocations(
  deps: Deps,
  { accountId }: Caller,
  deliveryIds: readonly string[],
): Promise<LastLocation[]> {
  return findLatestByDelivery(deps.db.of(accountId), accountId, deliveryIds);
}

/** The track of one device, oldest first. @throws DomainError `tracker_not_found` */
export async function readTrack(
  deps: Deps,
  { accountId }: Caller,
  trackerId: string,
  range: { readonly from: Date; readonly until: Date; readonly limit: number },
): Promise<Position[]> {
  const tracker = await findTracker(deps.db.of(accountId), accountId, trackerId);
  if (!tracker) throw new DomainError('tracker_not_found', 'There is no such tracker.');
  return listPositions(deps.db.of(accountId), accountId, trackerId, range);
}
