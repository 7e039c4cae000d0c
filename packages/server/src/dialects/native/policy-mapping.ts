/** Pure: insurance products, policies and reports of their way in the native API's words. */
import type * as core from '../../domain/policy/policy.ts';
import type * as product from '../../domain/policy/product.ts';
import type { ProductChange, ProductDraft } from '../../use-cases/policy/products.ts';
import type * as read from '../../use-cases/policy/read-policies.ts';
import { iso, isoOrNull } from './iso.ts';
import { toPremiumRule } from './premium-mapping.ts';
import type { InsuranceProduct, InsuranceProductPatch, NewInsuranceProduct } from './schemas/insurance-product.ts';
import type { Policy, PolicyReport, PolicySummary } from './schemas/policy.ts';

export function toProductDraft({ premium, ...rest }: NewInsuranceProduct): ProductDraft {
  return { ...rest, premium: toPremiumRule(premium) };
}

/** Only what is given. */
export function toProductChange({ premium, ...rest }: InsuranceProductPatch): ProductChange {
  return { ...rest, ...(premium && { premium: toPremiumRule(premium) }) };
}

export function toProduct(one: product.InsuranceProduct): InsuranceProduct {
  const { accountId: _account, archivedAt, createdAt, updatedAt, ...rest } = one;
  return {
    ...rest,
    archivedAt: isoOrNull(archivedAt),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}

export function toPolicySummary(one: core.Policy): PolicySummary {
  const { currency } = one;
  return {
    id: one.id,
    version: one.version,
    number: one.number,
    productCode: one.productCode,
    trackingNumber: one.trackingNumber,
    state: one.state,
    deliveryStatus: one.deliveryStatus,
    trackedAt: isoOrNull(one.trackedAt),
    deliveryId: one.deliveryId,
    insuredValue: { amount: one.insuredValue, currency },
    premium: { amount: one.premium, currency },
    validUntil: iso(one.validUntil),
    claimsUntil: iso(one.claimsUntil),
    endedAt: isoOrNull(one.endedAt),
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
  };
}

export function toPolicy(one: core.Policy, certificateUrl: string): Policy {
  const { customer, sender, recipient, pickupAddress, dropoffAddress, goodsType, goodsDescription } = one;
  const { quantity, coverage, cod, currency, orderedAt, cancellation } = one;
  return {
    ...toPolicySummary(one),
    customer,
    sender,
    recipient,
    pickupAddress,
    dropoffAddress,
    goodsType,
    goodsDescription,
    quantity,
    cashOnDelivery: { amount: cod, currency },
    coverage,
    orderedAt: iso(orderedAt),
    cancellation,
    certificateUrl,
  };
}

export function toPolicyReport({ id, item, applied, why, receivedAt }: read.PolicyReport): PolicyReport {
  const { deliveryStatus, at, ...rest } = item;
  return { id, deliveryStatus, trackedAt: iso(at), receivedAt: iso(receivedAt), applied, why, ...rest };
}
