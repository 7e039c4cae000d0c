/** The people of the provider: they sell, prepare and call off over their own server's native API. */
import { randomUUID } from 'node:crypto';
import type { NativeClient } from './native-client.ts';
import { until } from './patience.ts';

export interface Sale {
  /** Of the provider's delivery. */
  readonly id: string;
  readonly orderId: string;
}

export interface Seller {
  readonly sell: (wish?: { readonly isPaid?: boolean }) => Promise<Sale>;
  readonly stateOf: (sale: Sale) => Promise<string>;
  /** Resolves when the delivery stands so. */
  readonly sees: (sale: Sale, state: string) => Promise<void>;
  readonly step: (sale: Sale, step: 'processing' | 'ready' | 'cancel') => Promise<void>;
}

const hour = 3_600_000;

/** @param certificate PEM of the hub's, by which it is known here */
export async function openSeller(native: NativeClient, service: string, certificate: string): Promise<Seller> {
  const caller = await native.post<{ id: string }>('/credentials', { dialect: 'mdelivery', label: 'Hub', certificate });
  await native.post('/public-services', { code: service, name: 'Acte', currency: 'MDL', credentialIds: [caller.id] });
  const stateOf = async ({ id }: Sale) => (await native.get<{ state: string }>(`/deliveries/${id}`)).state;
  return {
    stateOf,
    async sell({ isPaid = false } = {}) {
      const orderId = `o-${randomUUID()}`;
      const from = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
      const { id } = await native.post<{ id: string }>('/public-orders', {
        service,
        orderId,
        isPaid,
        receiver: { type: 'Person', id: '2000000000000', name: 'Rusu', firstName: 'Ion', phone: '+37360000000' },
        pickupPointCode: 'MAIN',
        acceptedUntil: from(hour),
        readyAt: from(0),
        products: [{ description: 'Act', price: { amount: 5000, currency: 'MDL' }, quantity: 2, lengthMm: 200, widthMm: 150, heightMm: 5, weightGrams: 250 }], // prettier-ignore
        delivery: { orderNumber: orderId, legs: 'both', pickup: { address: { city: 'Chișinău' } }, dropoff: { address: { city: 'Chișinău' } } }, // prettier-ignore
      });
      return { id, orderId };
    },
    async sees(sale, state) {
      await until(`${sale.orderId} is ${state} at its provider`, async () => (await stateOf(sale)) === state);
    },
    step: async ({ id }, step) => void (await native.post(`/deliveries/${id}/${step}`, step === 'cancel' ? {} : undefined)), // prettier-ignore
  };
}
