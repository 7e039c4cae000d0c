/** SQL that reads deliveries with their proofs, a page at a time, for those who take many at once. */
import { sql, type Kysely } from 'kysely';
import type { Delivery } from '../domain/delivery/delivery.ts';
import { toDelivery, type DeliveryRow } from './delivery-row.ts';
import { toProof, type NewProof, type ProofRow, type StoredProofFile } from './proof-row.ts';
import type { DB } from './schema.ts';
import { matchesAny, type StateClause } from './state-clause.ts';

export interface Period {
  readonly from: Date;
  readonly until: Date;
}

export interface ProofFilter {
  readonly ordered: Period;
  /** When it ended or was cancelled; before that, when it is due at its last door, else when it was ordered. */
  readonly delivered: Period;
  /** Null for all states. */
  readonly anyOf: readonly StateClause[] | null;
}

export interface ProvenDelivery extends Delivery {
  readonly courierName: string | null;
  readonly vehicleNumber: string | null;
}

export type StoredProof = NewProof;

type ProvenRow = DeliveryRow & { readonly courier_name: string | null; readonly vehicle_number: string | null };

/** Deliveries with a proof after this one, in the order of their ids; their packages are left out. */
export async function listProven(
  db: Kysely<DB>,
  accountId: string,
  { ordered, delivered, anyOf }: ProofFilter,
  page: { readonly after: string; readonly limit: number },
): Promise<ProvenDelivery[]> {
  const states = anyOf === null ? sql`true` : matchesAny(anyOf);
  const { rows } = await sql<ProvenRow>`
    select d.*, '[]'::jsonb as packages, coalesce(t.driver_name, c.name) as courier_name, v.number as vehicle_number
    from delivery d
    left join trip t on t.account_id = d.account_id and t.id = d.trip_id
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    where d.account_id = ${accountId} and d.id > ${page.after}::uuid
      and d.ordered_at between ${ordered.from} and ${ordered.until}
      and coalesce(d.ended_at, d.cancelled_at,
        case when d.legs = 'pickup' then coalesce(d.pickup_until, d.pickup_from)
        else coalesce(d.dropoff_until, d.dropoff_from) end,
        d.ordered_at) between ${delivered.from} and ${delivered.until}
      and ${states}
      and exists (select from proof p where p.account_id = d.account_id and p.delivery_id = d.id)
    order by d.id limit ${page.limit}`.execute(db);
  return rows.map((row) => ({ ...toDelivery(row), courierName: row.courier_name, vehicleNumber: row.vehicle_number }));
}

/** All proofs of these deliveries with the keys of their files, in the order in which they were captured. */
export async function listStoredProofs(
  db: Kysely<DB>,
  accountId: string,
  deliveryIds: readonly string[],
): Promise<StoredProof[]> {
  const { rows } = await sql<Omit<ProofRow, 'files'> & { readonly files: readonly StoredProofFile[] }>`
    select p.*, coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', f.id, 'kind', f.kind, 'contentType', f.content_type, 'bytes', f.bytes,
        'sha256', encode(f.sha256, 'hex'), 'storageKey', f.storage_key
      ) order by f.id)
      from proof_file f where f.account_id = p.account_id and f.proof_id = p.id
    ), '[]') as files
    from proof p
    where p.account_id = ${accountId} and p.delivery_id = any(${deliveryIds}::uuid[])
    order by p.captured_at, p.id`.execute(db);
  return rows.map((row) => ({ ...toProof(row), files: row.files }));
}
