/** What the house knows of goods that a claim is about: proofs, the way to the last door, what happened and was reported. */
import type { Transaction } from 'kysely';
import type { Evidence } from '../../domain/claim/claim.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { Proof } from '../../domain/proof/proof.ts';
import { listFixesAboard } from '../../store/claim-evidence.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { listEvents } from '../../store/event.ts';
import { listReports, type PolicyReport } from '../../store/policy-event.ts';
import { listProofs } from '../../store/proof.ts';
import type { DB } from '../../store/schema.ts';

/** Around the last door. */
const aroundMs = 30 * 60_000;
const mostFixes = 200;
const mostEvents = 500;

/** @param deliveryId null: the goods are carried by somebody else, and partners have reported their way. */
export async function gatherEvidence(
  tx: Transaction<DB>,
  accountId: string,
  { deliveryId, policyId }: { readonly deliveryId: string | null; readonly policyId: string | null },
): Promise<Evidence> {
  const [delivery] = deliveryId === null ? [] : await findDeliveries(tx, accountId, [deliveryId]);
  const timeline = await timelineOf(tx, accountId, [delivery?.id ?? null, policyId], policyId);
  if (!delivery) return { deliveryId: null, orderNumber: null, state: null, proofs: [], track: [], timeline };
  const { id, orderNumber, state } = delivery;
  const proofs = (await listProofs(tx, accountId, id)).map(toEvidence);
  return { deliveryId: id, orderNumber, state, proofs, track: await trackOf(tx, delivery), timeline };
}

async function timelineOf(
  tx: Transaction<DB>,
  accountId: string,
  aggregates: readonly (string | null)[],
  policyId: string | null,
): Promise<Evidence['timeline']> {
  const told = aggregates.filter((one) => one !== null);
  const events = [];
  for (const one of told) events.push(...(await listEvents(tx, accountId, one, { after: 0, limit: mostEvents })));
  const reports = policyId === null ? [] : await listReports(tx, accountId, policyId, { before: null, limit: mostEvents }); // prettier-ignore
  const lines = [...events.flatMap(toLine), ...reports.map(toReportLine)];
  return lines.toSorted((one, other) => one.at.localeCompare(other.at));
}

function toEvidence({ id, leg, capturedAt, recipientName, position, files }: Proof): Evidence['proofs'][number] {
  const shown = files.map(({ id: file, kind, sha256 }) => ({ id: file, kind, sha256 }));
  return { id, leg, capturedAt: capturedAt.toISOString(), recipientName, position, files: shown };
}

async function trackOf(tx: Transaction<DB>, delivery: Delivery): Promise<Evidence['track']> {
  const { accountId, tripId, endedAt, pickedUpAt, updatedAt } = delivery;
  if (tripId === null) return [];
  const door = (endedAt ?? pickedUpAt ?? updatedAt).getTime();
  const stretch = { from: new Date(door - aroundMs), until: new Date(door + aroundMs), limit: mostFixes };
  const fixes = await listFixesAboard(tx, accountId, tripId, stretch);
  return fixes.map(({ at, lat, lng }) => ({ at: at.toISOString(), lat, lng }));
}

function toLine({ type, occurredAt, data }: RecordedEvent): Evidence['timeline'] {
  const at = occurredAt.toISOString();
  // the report that it tells of stands there by itself, with all that it said
  if ('insuranceStatus' in data) return [];
  if ('policy' in data) return [{ at, type, words: data.policy.state }];
  if (!('delivery' in data)) return [];
  const { state, reason } = data.delivery;
  return [{ at, type, words: reason === null ? state : `${state}: ${reason}` }];
}

/** `fail: IN WAREHOUSE, Nobody at home, Lan, 51A-1`. */
function toReportLine({ item }: PolicyReport): Evidence['timeline'][number] {
  const { at, deliveryStatus, status, description, handler, vehicleNumber } = item;
  const said = [status, description, handler, vehicleNumber].filter((words) => words !== null);
  const words = said.length === 0 ? deliveryStatus : `${deliveryStatus}: ${said.join(', ')}`;
  return { at: at.toISOString(), type: 'policy.report', words };
}
