/** A courier of our own drives a delivery, as the operator's screens tell it to the native API. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { list, type Fields } from '../http-call.ts';
import type { Parcel } from './parcel.ts';
import type { Stage } from './stage.ts';

export interface Driven {
  readonly start: () => Promise<unknown>;
  readonly at: (leg: 'pickup' | 'dropoff', act: 'arrive' | 'pick-up' | 'deliver' | 'fail', body?: Fields) => Promise<unknown>; // prettier-ignore
}

export const nobodyThere = { reasonCode: 'AWAY', reason: 'Nobody is there.' };

/** Puts it on a trip of a courier who has none. */
export async function giveToCourier({ house: { native } }: Stage, { id }: Parcel): Promise<Driven> {
  const { id: courierId } = await native('POST', '/couriers', { employeeNumber: randomUUID(), name: 'An', phone: '+84907654321' }); // prettier-ignore
  const { id: tripId, stops } = await native('POST', '/trips', { courierId, deliveryIds: [id] });
  return {
    start: () => native('POST', `/trips/${String(tripId)}/start`),
    at(leg, act, body = {}) {
      const stop = list(stops).find((one) => one['leg'] === leg) ?? assert.fail(`no ${leg}`);
      return native('POST', `/stops/${String(stop['id'])}/${act}`, body);
    },
  };
}
