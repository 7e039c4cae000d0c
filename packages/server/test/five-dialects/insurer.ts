/** An insurer: a second Waybill, whose Saladin side covers what a rule of the first one wants covered. */
import assert from 'node:assert/strict';
import { list, type Fields } from '../http-call.ts';
import type { House } from './house.ts';
import type { Parcel, Partner } from './parcel.ts';
import { policyCancelled } from './vocabularies.ts';

export interface Insurer extends Partner {
  /** Null: it has never heard of it. */
  readonly policyOf: (parcel: Parcel) => Promise<Fields | null>;
  /** What it was told of the way, in the order in which it came. */
  readonly toldOf: (parcel: Parcel) => Promise<readonly string[]>;
}

export async function openInsurer({ native }: House, insurer: House): Promise<Insurer> {
  const { secret } = await insurer.native('POST', '/credentials', { dialect: 'saladin', label: 'Waybill' });
  const { id: insurerId } = await native('POST', '/insurers', {
    name: 'Saladin',
    baseUrl: `${insurer.base}/saladin`,
    token: secret,
    // as the sandbox sells it
    productCode: 'ahasme',
    currency: 'VND',
    premium: { ppm: 5000, minimum: 5000, step: 1000 },
  });
  await native('POST', '/insurance-rules', { insurerId, priority: 1, conditions: { leastValue: 1_000_000 } });

  async function policyOf({ orderNumber }: Parcel): Promise<Fields | null> {
    const { data } = await insurer.native('GET', `/policies?trackingNumber=${orderNumber}`);
    const [policy = null, ...others] = list(data);
    assert.equal(others.length, 0);
    return policy;
  }

  return {
    policyOf,
    async wordOf(parcel) {
      const policy = await policyOf(parcel);
      if (!policy) return null;
      return policy['state'] === 'cancelled' ? policyCancelled : String(policy['deliveryStatus']);
    },
    async toldOf(parcel) {
      const policy = await policyOf(parcel);
      const { data } = await insurer.native('GET', `/policies/${String(policy?.['id'])}/reports`);
      // the list begins with the newest
      return list(data).map(({ deliveryStatus }) => String(deliveryStatus)).toReversed(); // prettier-ignore
    },
  };
}
