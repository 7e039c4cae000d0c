/** Policies between the domain and their row. */
import type { Selectable } from 'kysely';
import type { InsuranceStatus } from '../domain/policy/insurance-status.ts';
import type { Cancellation, Policy, PolicyState } from '../domain/policy/policy.ts';
import type { DB } from './schema.ts';

export type PolicyRow = Omit<Selectable<DB['policy']>, 'fingerprint' | 'certificate_hash' | 'certificate_sealed'>;

/** What is kept as JSON: nothing is looked for by it. */
const contentKeys = [
  'customer',
  'sender',
  'recipient',
  'pickupAddress',
  'dropoffAddress',
  'goodsType',
  'goodsDescription',
  'quantity',
  'productName',
  'coverage',
] as const satisfies readonly (keyof Policy)[];

export function toPolicy(row: PolicyRow): Policy {
  return {
    // written by toPolicyJson and by nothing else
    ...(row.content as unknown as Pick<Policy, (typeof contentKeys)[number]>),
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    number: row.number,
    productCode: row.product_code,
    credentialId: row.credential_id,
    trackingNumber: row.tracking_number,
    // both words are checked by the database
    state: row.state as PolicyState,
    deliveryStatus: row.delivery_status as InsuranceStatus,
    premium: row.premium,
    premiumText: row.premium_text,
    insuredValue: row.insured_value,
    cod: row.cod,
    currency: row.currency,
    deliveryId: row.delivery_id,
    trackedAt: row.tracked_at,
    orderedAt: row.ordered_at,
    validUntil: row.valid_until,
    claimsUntil: row.claims_until,
    endedAt: row.ended_at,
    cancellation: toCancellation(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toCancellation({ cancelled_by: by, cancel_reason: reason, cancel_time: at }: PolicyRow): Cancellation | null {
  return by === null || reason === null || at === null ? null : { by, reason, at };
}

/** What may change of a policy. */
export function toPolicyChange(policy: Policy) {
  return {
    version: policy.version,
    state: policy.state,
    delivery_id: policy.deliveryId,
    delivery_status: policy.deliveryStatus,
    tracked_at: policy.trackedAt,
    claims_until: policy.claimsUntil,
    ended_at: policy.endedAt,
    cancelled_by: policy.cancellation?.by ?? null,
    cancel_reason: policy.cancellation?.reason ?? null,
    cancel_time: policy.cancellation?.at ?? null,
    updated_at: policy.updatedAt,
  };
}

/** What is kept beside a policy, and never shown. */
export interface PolicySecrets {
  /** Of what was submitted: the same again is the same policy. */
  readonly fingerprint: Buffer;
  readonly certificateHash: Buffer;
  readonly certificateSealed: Buffer;
}

/** Every column. */
export function toPolicyInsert(policy: Policy, secrets: PolicySecrets) {
  return {
    ...toPolicyChange(policy),
    account_id: policy.accountId,
    id: policy.id,
    number: policy.number,
    product_code: policy.productCode,
    credential_id: policy.credentialId,
    tracking_number: policy.trackingNumber,
    premium: policy.premium,
    premium_text: policy.premiumText,
    insured_value: policy.insuredValue,
    cod: policy.cod,
    currency: policy.currency,
    content: JSON.stringify(Object.fromEntries(contentKeys.map((key) => [key, policy[key]]))),
    fingerprint: secrets.fingerprint,
    certificate_hash: secrets.certificateHash,
    certificate_sealed: secrets.certificateSealed,
    ordered_at: policy.orderedAt,
    valid_until: policy.validUntil,
    created_at: policy.createdAt,
  };
}
