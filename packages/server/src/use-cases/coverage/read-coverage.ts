/** Reads what covers a delivery elsewhere. */
import type { Coverage } from '../../domain/coverage/coverage.ts';
import { findCoverageOf } from '../../store/coverage.ts';
import type { Caller } from '../caller.ts';
import { getDelivery } from '../delivery/read-deliveries.ts';
import type { Deps } from '../deps.ts';

/** Null for one that no rule has insured. @throws DomainError `delivery_not_found` */
export async function getCoverage(deps: Deps, caller: Caller, deliveryId: string): Promise<Coverage | null> {
  const { accountId } = caller;
  const coverage = await findCoverageOf(deps.db.of(accountId), accountId, deliveryId);
  if (!coverage) await getDelivery(deps, caller, deliveryId);
  return coverage;
}
