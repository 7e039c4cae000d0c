/** Takes fixes from a courier's phone, while he is on duty. */
import { DomainError } from '../../domain/errors.ts';
import type { Position } from '../../domain/tracking/position.ts';
import type { Deps } from '../deps.ts';
import { recordPositionsById, type Recorded } from '../tracking/record-positions.ts';
import { requireDuty } from './duty.ts';
import type { CourierIdentity } from './identity.ts';
import { ownTracker } from './own-tracker.ts';

/** @throws DomainError `off_duty`: where he is then is his own affair; `too_many_requests` */
export async function recordOwnPositions(
  deps: Deps,
  courier: CourierIdentity,
  fixes: readonly Position[],
): Promise<Recorded> {
  const { duty, trackerId } = await requireDuty(deps, courier.account.id, courier.courierId);
  if (!duty?.onDutySince) throw new DomainError('off_duty', 'Positions are taken on duty only.');
  return recordPositionsById(deps, courier.caller, trackerId ?? (await ownTracker(deps, courier)), fixes);
}
