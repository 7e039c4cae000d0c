/** Reads what covers a delivery elsewhere. */
import type { Coverage } from '../../domain/coverage/coverage.ts';
import { findCoverageOf } from '../../store/coverage.ts';
import { findInsurer } from '../../store/insurer.ts';
import type { Caller } from '../caller.ts';
import { getDelivery } from '../delivery/read-deliveries.ts';
import type { Deps } from '../deps.ts';

export interface CoverageView {
  readonly coverage: Coverage;
  readonly insurerName: string;
}

/** Null for one that no rule has insured. @throws DomainError `delivery_not_found` */
export async function getCoverage(deps: Deps, caller: Caller, deliveryId: string): Promise<CoverageView | null> {
  const { accountId } = caller;
  const own = deps.db.of(accountId);
  const coverage = await findCoverageOf(own, accountId, deliveryId);
  const insurer = coverage && (await findInsurer(own, accountId, coverage.insurerId));
  if (coverage && insurer) return { coverage, insurerName: insurer.name };
  await getDelivery(deps, caller, deliveryId);
  return null;
}
