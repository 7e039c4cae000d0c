/** Puts what an insurer is to be told on the queue, in the transaction of the change that it is told of. */
import type { Transaction } from 'kysely';
import type { CoverageChanged } from '../../domain/coverage/lifecycle.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import { enqueueCall } from '../partner-call/enqueue-call.ts';
import type { CoverToCancel, GoodsToInsure, StepToTrack } from './insurer-calls.ts';

/** Insurers that speak the language of delivery insurance for SMEs. */
export const insurerConnector = 'insurer.ahasme';

/** @param content of the call that the change asks for; it is frozen, so that a second try says the same. */
export async function callInsurer(
  deps: Pick<Deps, 'newId' | 'now'>,
  tx: Transaction<DB>,
  { coverage, call, callVersion: sequence }: CoverageChanged,
  content: GoodsToInsure | StepToTrack | CoverToCancel,
): Promise<void> {
  if (call === null) return;
  const { accountId, id: aggregateId, insurerId: partnerId } = coverage;
  const to = { accountId, connector: insurerConnector, partnerId, aggregateId, sequence };
  await enqueueCall(deps, tx, { ...to, operation: call, content: { ...content } });
}
