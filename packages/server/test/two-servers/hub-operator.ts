/** The people of the hub: they register partners, see orders and drive for their own fleet, over the hub's native API. */
import assert from 'node:assert/strict';
import type { Certificate } from '../make-certificate.ts';
import type { NativeClient } from './native-client.ts';
import { until } from './patience.ts';
import type { Sale } from './seller.ts';

export interface HubOrder {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly status: string;
  readonly deliveryId: string | null;
  readonly waybill: string | null;
  readonly orderAmount: number;
  readonly deliveryCost: number;
  readonly paidAmount: number;
}

export type Act = 'pick-up' | 'arrive' | 'deliver' | 'fail';

export interface HubOperator {
  readonly native: NativeClient;
  /** Null: nobody has added a delivery to it. */
  readonly orderOf: (sale: Sale) => Promise<HubOrder | null>;
  /** Resolves when the order stands so. */
  readonly sees: (sale: Sale, status: string) => Promise<HubOrder>;
  /** Gives the fleet's delivery to a courier. @returns what the courier does at the doors */
  readonly drive: (deliveryId: string) => Promise<(leg: 'pickup' | 'dropoff', act: Act) => Promise<void>>;
}

export interface Registration {
  readonly service: string;
  /** As the hub reaches the provider, and the carrier. */
  readonly provider: string;
  readonly carrier: string;
  readonly trustedCa: string;
  readonly own: Certificate;
}

export const fleetName = 'Flota';
export const carrierName = 'Curier';

/** @returns the operator, and the secret by which the carrier knows the hub */
export async function openHubOperator(
  native: NativeClient,
  { service, provider, carrier, trustedCa, own }: Registration,
): Promise<readonly [HubOperator, carrierSecret: string]> {
  const { id: providerId } = await native.post<{ id: string }>('/providers', {
    code: 'agency',
    name: 'Agency',
    baseUrl: `${provider}/mdelivery/auth/api/v1/delivery`,
    secret: { kind: 'certificate', certificate: own.certificate, key: own.key },
    trustedCa,
  });
  await native.put(`/providers/${providerId}/pickup-points`, {
    pickupPoints: [{ code: 'MAIN', name: 'Oficiu', address: { city: 'Chișinău' }, position: { lat: 47.0245, lng: 28.8323 } }], // prettier-ignore
  });
  await native.post('/provider-services', { providerId, code: service, name: 'Acte', addDelivery: true, redirectToMpay: true, identify: 'none' }); // prettier-ignore
  const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 1, daysMax: 3, areas: null };
  await native.post('/carriers', { code: 'own', name: fleetName, kind: 'fleet', prices });
  const { secret } = await native.post<{ secret: string }>('/carriers', { code: 'other', name: carrierName, kind: 'http', baseUrl: carrier }); // prettier-ignore
  const { id: courierId } = await native.post<{ id: string }>('/couriers', { employeeNumber: 'C-1', name: 'Vasile', phone: '+37361111111' }); // prettier-ignore

  const orderOf: HubOperator['orderOf'] = async ({ orderId }) => {
    const { data } = await native.get<{ data: readonly HubOrder[] }>('/shipping-orders?limit=100');
    return data.find((one) => one.orderId === orderId) ?? null;
  };
  const operator: HubOperator = {
    native,
    orderOf,
    sees: (sale, status) =>
      until(`${sale.orderId} is ${status} at the hub`, async () => {
        const order = await orderOf(sale);
        return order?.status === status && order;
      }),
    async drive(deliveryId) {
      const { stops } = await native.post<{ stops: readonly { id: string; leg: string }[] }>('/trips', { courierId, deliveryIds: [deliveryId] }); // prettier-ignore
      return async (leg, act) => {
        const { id } = stops.find((stop) => stop.leg === leg) ?? assert.fail(`no ${leg}`);
        await native.post(`/stops/${id}/${act}`, act === 'fail' ? { reasonCode: 'AWAY', reason: 'Nobody is there.' } : {}); // prettier-ignore
      };
    },
  };
  return [operator, secret];
}
