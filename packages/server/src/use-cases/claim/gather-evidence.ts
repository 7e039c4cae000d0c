/** What the house knows of goods that a claim is about: proofs, the way to the last door, the timeline. */
import type { Transaction } from 'kysely';
import type { Evidence } from '../../domain/claim/claim.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { Proof } from '../../domain/proof/proof.ts';
import { listFixesAboard } from '../../store/claim-evidence.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { listEvents } from '../../store/event.ts';
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
  const told = delivery?.id ?? policyId;
  const events = told === null ? [] : await listEvents(tx, accountId, told, { after: 0, limit: mostEvents });
  const timeline = events.flatMap(toLine);
  if (!delivery) return { state: null, proofs: [], track: [], timeline };
  const proofs = await listProofs(tx, accountId, delivery.id);
  return { state: delivery.state, proofs: proofs.map(toEvidence), track: await trackOf(tx, delivery), timeline };
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
  if ('insuranceStatus' in data) return [{ at: data.trackedAt, type, words: data.insuranceStatus }];
  if ('policy' in data) return [{ at, type, words: data.policy.state }];
  if (!('delivery' in data)) return [];
  const { state, reason } = data.delivery;
  return [{ at, type, words: reason === null ? state : `${state}: ${reason}` }];
}
