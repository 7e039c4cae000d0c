/** Has a new delivery insured where a rule of its account says so. */
import type { Transaction } from 'kysely';
import { refuse, request } from '../../domain/coverage/lifecycle.ts';
import { fits } from '../../domain/coverage/rule.ts';
import { submissionOf } from '../../domain/coverage/submission.ts';
import type { Insurer } from '../../domain/coverage/coverage.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { insertCoverage, saveCoverage } from '../../store/coverage.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { findHubByCode } from '../../store/hub.ts';
import { listActiveRules } from '../../store/insurance-rule.ts';
import { listActiveInsurers } from '../../store/insurer.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { callInsurer } from './call-insurer.ts';

/** Whether it is insured is decided by the state in which it was made, however late that is followed. */
export async function insureDelivery(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  { id: deliveryId, state }: Pick<Delivery, 'id' | 'state'>,
): Promise<void> {
  const { accountId } = caller;
  const [delivery] = await findDeliveries(tx, accountId, [deliveryId]);
  const insurer = delivery && (await chooseInsurer(tx, { ...delivery, state }));
  if (!insurer) return;
  const { submission, missing } = submissionOf(delivery, insurer, await hubOf(tx, delivery));
  const { currency } = insurer;
  const { trackingNumber, premium, insuredValue } = submission;
  const now = deps.now();
  const draft = { deliveryId, insurerId: insurer.id, trackingNumber, premium, insuredValue, currency };
  const asked = request(draft, { accountId, id: deps.newId(), now });
  if (!(await insertCoverage(tx, asked.coverage))) return;
  if (missing.length === 0) {
    const content = { ...submission, orderedAt: submission.orderedAt.toISOString(), currency };
    await callInsurer(deps, tx, asked, content);
    await recordEvents(deps, tx, caller, asked.events);
    return;
  }
  const refused = refuse(asked.coverage, `Not submitted. Missing: ${missing.join(', ')}.`, now);
  await saveCoverage(tx, refused.coverage);
  await recordEvents(deps, tx, caller, [...asked.events, ...refused.events]);
}

/** The first rule that fits decides. */
async function chooseInsurer(tx: Transaction<DB>, delivery: Delivery): Promise<Insurer | null> {
  const { accountId } = delivery;
  const insurers = new Map((await listActiveInsurers(tx, accountId)).map((one) => [one.id, one]));
  for (const rule of await listActiveRules(tx, accountId)) {
    const insurer = insurers.get(rule.insurerId);
    if (insurer && fits(rule, insurer.currency, delivery)) return insurer;
  }
  return null;
}

async function hubOf(tx: Transaction<DB>, { accountId, distributionCentre, pickup, dropoff }: Delivery) {
  const code = distributionCentre ?? pickup?.branch ?? dropoff?.branch ?? null;
  return code === null ? null : findHubByCode(tx, accountId, code);
}
