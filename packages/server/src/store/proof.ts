/** SQL of proofs and the files that belong to them. */
import { sql, type Kysely } from 'kysely';
import type { LegPlan } from '../domain/delivery/delivery.ts';
import type { Proof, ProofFileKind } from '../domain/proof/proof.ts';
import { json } from './json.ts';
import { toFilesJson, toProof, toProofJson, type NewProof, type ProofRow, type StoredProofFile } from './proof-row.ts';
import type { DB } from './schema.ts';

/** The key of a stored file, which holds its row's primary key. */
export interface NamedKey {
  readonly accountId: string;
  readonly fileId: string;
  readonly key: string;
}

/**
 * Writes a proof and its files in one statement.
 * @returns false, with nothing written, when the account has no such delivery.
 */
export async function insertProof(tx: Kysely<DB>, proof: NewProof): Promise<boolean> {
  const { rows } = await sql`
    with new_proof as (
      insert into proof select p.* from jsonb_populate_record(null::proof, ${json(toProofJson(proof))}) p
      join delivery d on d.account_id = p.account_id and d.id = p.delivery_id
      returning account_id, id
    ), new_file as (
      insert into proof_file select f.* from jsonb_populate_recordset(null::proof_file, ${json(toFilesJson(proof))}) f
      join new_proof p on p.account_id = f.account_id and p.id = f.proof_id
    )
    select id from new_proof`.execute(tx);
  return rows.length === 1;
}

/** Proof `p` with its files. */
const columns = sql`
  p.*, coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', f.id, 'kind', f.kind, 'contentType', f.content_type, 'bytes', f.bytes,
      'sha256', encode(f.sha256, 'hex')
    ) order by f.id)
    from proof_file f where f.account_id = p.account_id and f.proof_id = p.id
  ), '[]') as files
  from proof p`;

/** Proofs of a delivery, in the order in which they were captured. */
export async function listProofs(db: Kysely<DB>, accountId: string, deliveryId: string): Promise<Proof[]> {
  const { rows } = await sql<ProofRow>`
    select ${columns}
    where p.account_id = ${accountId} and p.delivery_id = ${deliveryId}
    order by p.captured_at, p.id`.execute(db);
  return rows.map(toProof);
}

/** The proof to which a phone gave this id. */
export async function findProofOfClient(
  db: Kysely<DB>,
  accountId: string,
  deliveryId: string,
  clientId: string,
): Promise<Proof | null> {
  const { rows } = await sql<ProofRow>`
    select ${columns}
    where p.account_id = ${accountId} and p.delivery_id = ${deliveryId} and p.client_id = ${clientId}`.execute(db);
  return rows[0] ? toProof(rows[0]) : null;
}

export async function findProofFile(
  db: Kysely<DB>,
  accountId: string,
  fileId: string,
): Promise<StoredProofFile | null> {
  const { rows } = await sql<StoredProofFile>`
    select id, kind, content_type as "contentType", bytes, encode(sha256, 'hex') as sha256,
      storage_key as "storageKey"
    from proof_file
    where account_id = ${accountId} and id = ${fileId}`.execute(db);
  return rows[0] ?? null;
}

/** The delivery that a file belongs to. */
export async function findProofDelivery(db: Kysely<DB>, accountId: string, fileId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select p.delivery_id as id
    from proof_file f join proof p on p.account_id = f.account_id and p.id = f.proof_id
    where f.account_id = ${accountId} and f.id = ${fileId}`.execute(db);
  return rows[0]?.id ?? null;
}

/** How many files of each kind the deliveries have; one that has none is not in the map. */
export async function countFiles(
  db: Kysely<DB>,
  accountId: string,
  deliveryIds: readonly string[],
): Promise<Map<string, Readonly<Record<ProofFileKind, number>>>> {
  const { rows } = await sql<{ delivery_id: string; photo: number; signature: number }>`
    select p.delivery_id, count(*) filter (where f.kind = 'photo') as photo,
      count(*) filter (where f.kind = 'signature') as signature
    from proof p
    join proof_file f on f.account_id = p.account_id and f.proof_id = p.id
    where p.account_id = ${accountId} and p.delivery_id = any(${deliveryIds}::uuid[])
    group by p.delivery_id`.execute(db);
  return new Map(rows.map(({ delivery_id, photo, signature }) => [delivery_id, { photo, signature }]));
}

/** What has to be known of a delivery before a proof is added to it; null when the account has no such delivery. */
export async function findProofTarget(
  db: Kysely<DB>,
  accountId: string,
  deliveryId: string,
): Promise<{ readonly legs: LegPlan; readonly proofs: number } | null> {
  const { rows } = await sql<{ legs: LegPlan; proofs: number }>`
    select d.legs, (
      select count(*) from proof p where p.account_id = d.account_id and p.delivery_id = d.id
    ) as proofs
    from delivery d
    where d.account_id = ${accountId} and d.id = ${deliveryId}`.execute(db);
  return rows[0] ?? null;
}

/**
 * Keys that no row names. Keys of accounts that this database does not know are left out: they belong to another
 * database that shares the folder or bucket.
 */
export async function findOrphanKeys(db: Kysely<DB>, keys: readonly NamedKey[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select k.key
    from jsonb_to_recordset(${json(keys)}) as k ("accountId" uuid, "fileId" uuid, key text)
    join account a on a.id = k."accountId"
    where not exists (
      select from proof_file f
      where f.account_id = k."accountId" and f.id = k."fileId" and f.storage_key = k.key
    )`.execute(db);
  return rows.map(({ key }) => key);
}
