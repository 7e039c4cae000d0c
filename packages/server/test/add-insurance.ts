/** One row in each table of insurance, with ids of our own. */
import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import type { DB } from '../src/store/schema.ts';
import { insuranceProduct, policyDraft, trackedItem } from './draft-policy.ts';

/** What paths name: by the segment that stands before it. */
export interface InsuranceIds extends Readonly<Record<string, string>> {
  /** Its code. */
  readonly 'insurance-products': string;
  readonly policies: string;
  /** `policy_id`. */
  readonly 'policy-number': string;
  /** What a partner reports by. */
  readonly 'tracking-number': string;
  readonly insurers: string;
  readonly 'insurance-rules': string;
  readonly coverage: string;
  /** A draft. */
  readonly claims: string;
  /** The token of the policy's certificate, in a link. */
  readonly certificates: string;
}

/**
 * @param db of the house.
 * @param of whose; `credential` has submitted the policy, and `delivery` is covered elsewhere; `seal` for a house in which
 *   the link to the policy's certificate is opened.
 */
export async function addInsurance(
  db: Kysely<DB>,
  {
    account,
    delivery,
    credential,
    seal,
  }: {
    readonly account: string;
    readonly delivery: string;
    readonly credential: string;
    readonly seal?: (token: string) => Buffer;
  },
): Promise<InsuranceIds> {
  const id = newId();
  const mark = id.slice(-12);
  // events of two aggregates do not share an id
  const claimId = newId();
  const product = insuranceProduct();
  const premium = JSON.stringify(product.premium);
  const { customer, sender, recipient, pickupAddress, dropoffAddress, goodsType, goodsDescription, quantity } = policyDraft(); // prettier-ignore
  const { name: productName, coverage } = product;
  const content = JSON.stringify({ customer, sender, recipient, pickupAddress, dropoffAddress, goodsType, goodsDescription, quantity, productName, coverage }); // prettier-ignore
  const hash = createHash('sha256').update(mark).digest();
  const { deliveryStatus: _status, at: _at, ...item } = trackedItem();
  const sealed = seal?.(mark) ?? hash;
  const paths = JSON.stringify({ orders: '/o', tracking: '/t', cancel: '/c' });
  const conditions = JSON.stringify({ leastValue: null, mostValue: null, paymentMode: null, services: null, branches: null }); // prettier-ignore
  const evidence = JSON.stringify({
    deliveryId: null,
    orderNumber: null,
    state: null,
    proofs: [],
    track: [],
    timeline: [],
  });
  const rows = [
    sql`insert into insurance_product (account_id, code, version, name, number_prefix, currency, least_value, most_value,
        premium, check_premium, coverage, valid_days, claim_days)
      values (${account}, ${mark}, 1, 'P', 'AHA', 'VND', 10000, 50000000, ${premium}::jsonb, false, 'C', 30, 15)`,
    sql`insert into policy (account_id, id, version, number, product_code, credential_id, tracking_number, state, premium,
        premium_text, insured_value, cod, currency, content, fingerprint, delivery_status, certificate_hash,
        certificate_sealed, ordered_at, valid_until, claims_until, created_at, updated_at)
      values (${account}, ${id}, 1, ${`AHA-2026-${mark}`}, ${mark}, ${credential}, ${`T-${mark}`}, 'active', 15000, '15000',
        3000000, 0, 'VND', ${content}::jsonb, ${hash}, 'created', ${hash}, ${sealed}, now(), now() + interval '30 days',
        now() + interval '45 days', now(), now())`,
    sql`insert into policy_event (account_id, id, policy_id, delivery_status, tracked_at, item, fingerprint, applied, why,
        received_at)
      values (${account}, ${id}, ${id}, 'created', now(), ${JSON.stringify(item)}::jsonb, ${hash}, false, 'x', now())`,
    sql`insert into insurer (account_id, id, version, name, own, paths, sealed_token, product_code, currency, premium, state)
      values (${account}, ${id}, 1, ${`I ${mark}`}, true, ${paths}::jsonb, ${hash}, 'ahasme', 'VND', ${premium}::jsonb, 'paused')`,
    sql`insert into insurance_rule (account_id, id, version, insurer_id, priority, conditions, state)
      values (${account}, ${id}, 1, ${id}, 1, ${conditions}::jsonb, 'paused')`,
    sql`insert into coverage (account_id, id, version, delivery_id, insurer_id, tracking_number, premium, insured_value,
        currency, state, told, created_at, updated_at)
      values (${account}, ${id}, 1, ${delivery}, ${id}, ${`C-${mark}`}, 15000, 3000000, 'VND', 'requested', 'created', now(), now())`,
    sql`insert into claim (account_id, id, version, policy_id, state, cause, description, amount, currency, evidence,
        created_at, updated_at)
      values (${account}, ${claimId}, 1, ${id}, 'draft', 'loss', 'x', 100, 'VND', ${evidence}::jsonb, now(), now())`,
  ];
  for (const row of rows) await row.execute(db);
  return {
    'insurance-products': mark,
    policies: id,
    'policy-number': `AHA-2026-${mark}`,
    'tracking-number': `T-${mark}`,
    insurers: id,
    'insurance-rules': id,
    coverage: id,
    claims: claimId,
    certificates: mark,
  };
}
