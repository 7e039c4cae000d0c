/** Orders of a crash run: by LogiNext in lists of one to three, by the native API one at a time with a key. */
import { fixture } from '../fixture.ts';
import type { Partner } from './partner.ts';
import { insist, type Weather } from './persistent-client.ts';
import type { Random } from './random.ts';
import type { Sent } from './sent.ts';

const [sample] = fixture('loginext', 'create-delivery-order.request') as Record<string, unknown>[];

export async function sendLogiNextOrders(
  partner: Partner,
  weather: Weather,
  sent: Sent,
  numbers: readonly string[],
): Promise<void> {
  for (const number of numbers) if (!sent.orders.has(number)) sent.orders.set(number, new Set());
  const answer = await insist(weather, {
    method: 'POST',
    url: `${partner.base}/loginext/ShipmentApp/mile/v1/create`,
    headers: partner.loginext,
    body: numbers.map((orderNo) => ({ ...sample, orderNo })),
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- read with care: anything else counts as a refusal
  const { referenceId, hasError } = JSON.parse(answer.text) as { referenceId?: (string | null)[]; hasError?: boolean };
  if (answer.status !== 200 || hasError !== false) sent.refused.push(`${numbers.join()}: ${answer.text}`);
  for (const [index, number] of numbers.entries()) {
    const reference = referenceId?.[index];
    if (reference) sent.orders.get(number)?.add(toUuid(reference));
  }
}

export async function sendNativeOrder(
  partner: Partner,
  weather: Weather,
  sent: Sent,
  orderNumber: string,
): Promise<void> {
  if (!sent.orders.has(orderNumber)) sent.orders.set(orderNumber, new Set());
  const answer = await insist(weather, {
    method: 'POST',
    url: `${partner.base}/v1/deliveries`,
    headers: { ...partner.native, 'idempotency-key': orderNumber },
    body: {
      orderNumber,
      legs: 'dropoff',
      orderedAt: '2026-01-15T10:30:00Z',
      dropoff: { address: { street: 'Powai Road', city: 'Mumbai' }, position: { lat: 19.12, lng: 72.89 } },
      packages: [{ code: 'BOX', items: [{ code: 'TEA', price: { amount: 100, currency: 'INR' }, quantity: 1 }] }],
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- read with care: anything else counts as a refusal
  const { id } = JSON.parse(answer.text) as { id?: string };
  if (answer.status < 300 && id) sent.orders.get(orderNumber)?.add(id);
  else sent.refused.push(`${orderNumber}: ${answer.text}`);
}

/** A partner that is not sure sends what it has sent before. */
export function oneSentBefore(sent: Sent, random: Random, prefix: string): string | undefined {
  const mine = [...sent.orders.keys()].filter((number) => number.startsWith(prefix));
  return mine[random.below(mine.length)];
}

const toUuid = (reference: string) => reference.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
