/** Between a proof and its rows: the only place that knows both shapes. */
import type { Selectable } from 'kysely';
import type { Proof, ProofFile } from '../domain/proof/proof.ts';
import type { DB } from './schema.ts';

/** A file with the key under which its bytes lie: known inside, never shown. */
export interface StoredProofFile extends ProofFile {
  readonly storageKey: string;
}

export interface NewProof extends Omit<Proof, 'files'> {
  readonly files: readonly StoredProofFile[];
  /** The phone's own id of it. */
  readonly clientId?: string;
}

/** A proof row with its files gathered into one JSON value; a check in the database keeps `leg` to the domain's words. */
export type ProofRow = Omit<Selectable<DB['proof']>, 'leg'> & Pick<Proof, 'leg' | 'files'>;

export function toProof(row: ProofRow): Proof {
  return {
    accountId: row.account_id,
    id: row.id,
    deliveryId: row.delivery_id,
    leg: row.leg,
    recipientName: row.recipient_name,
    note: row.note,
    position: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
    capturedAt: row.captured_at,
    receivedAt: row.received_at,
    files: row.files,
  };
}

export function toProofJson(proof: NewProof) {
  return {
    account_id: proof.accountId,
    id: proof.id,
    delivery_id: proof.deliveryId,
    leg: proof.leg,
    recipient_name: proof.recipientName,
    note: proof.note,
    lat: proof.position?.lat ?? null,
    lng: proof.position?.lng ?? null,
    captured_at: proof.capturedAt,
    received_at: proof.receivedAt,
    client_id: proof.clientId ?? null,
  };
}

export function toFilesJson(proof: NewProof) {
  return proof.files.map((file) => ({
    account_id: proof.accountId,
    id: file.id,
    proof_id: proof.id,
    kind: file.kind,
    content_type: file.contentType,
    bytes: file.bytes,
    sha256: `\\x${file.sha256}`,
    storage_key: file.storageKey,
  }));
}
