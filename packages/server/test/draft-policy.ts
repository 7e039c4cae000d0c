/** A product and a policy of it to test with. */
import { issue } from '../src/domain/policy/lifecycle.ts';
import type { Policy, PolicyDraft, TrackedItem } from '../src/domain/policy/policy.ts';
import type { InsuranceProduct } from '../src/domain/policy/product.ts';

export const insuranceProduct = (change: Partial<InsuranceProduct> = {}): InsuranceProduct => ({
  accountId: 'a',
  code: 'ahasme',
  version: 1,
  name: 'Delivery insurance for SMEs',
  numberPrefix: 'AHA',
  currency: 'VND',
  leastValue: 10_000,
  mostValue: 50_000_000,
  premium: { ppm: 5_000, minimum: 5_000, maximum: null, step: 1_000 },
  checkPremium: true,
  coverage: 'Loss of and damage to the goods between pickup and drop-off.',
  validDays: 30,
  claimDays: 15,
  archivedAt: null,
  createdAt: new Date('2022-01-01T00:00:00Z'),
  updatedAt: new Date('2022-01-01T00:00:00Z'),
  ...change,
});

export const policyDraft = (change: Partial<PolicyDraft> = {}): PolicyDraft => ({
  trackingNumber: 'AHA123456',
  productCode: 'ahasme',
  customer: { name: 'Công ty Đơn', phone: '+84901234567', email: null },
  sender: { name: null, phone: null, email: null },
  recipient: { name: null, phone: null, email: null },
  pickupAddress: '12 Nguyễn Huệ, Quận 1, TP.HCM',
  dropoffAddress: '34 Lê Lợi, Quận 3, TP.HCM',
  goodsType: 'clothes',
  goodsDescription: 'Áo dài',
  quantity: 2,
  cod: 0,
  insuredValue: 3_000_000,
  premium: 15_000,
  premiumText: '15000',
  orderedAt: new Date('2022-04-06T05:00:00Z'),
  ...change,
});

/** When `activePolicy` was issued. */
export const issuedAt = new Date('2022-04-06T06:00:00Z');

export const activePolicy = (change: Partial<Policy> = {}): Policy => {
  const birth = {
    accountId: 'a',
    id: '01a20450-0000-7000-8000-000000000010',
    number: 'AHA-2022-000001',
    credentialId: '01a20450-0000-7000-8000-000000000011',
    deliveryId: null,
    now: issuedAt,
  };
  return { ...issue(policyDraft(), insuranceProduct(), birth).policy, ...change };
};

export const trackedItem = (change: Partial<TrackedItem> = {}): TrackedItem => ({
  deliveryStatus: 'in_process',
  at: issuedAt,
  status: null,
  description: null,
  handler: null,
  phone: null,
  email: null,
  from: null,
  to: null,
  orderId: null,
  vehicleType: null,
  vehicleNumber: null,
  imageUrl: null,
  ...change,
});
