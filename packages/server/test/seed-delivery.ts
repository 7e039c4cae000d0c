/** The least that has to be there before something can belong to a delivery. */

import type { Kysely } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import type { DB } from '../src/store/schema.ts';

/** A new account with one delivery; `legs` is what is driven of it. */
export const seedDelivery = async (db: Kysely<DB>, legs: 'pickup' | 'dropoff' | 'both' = 'both') => {
  const accountId = newId();
  const deliveryId = newId();
  await db
    .insertInto('account')
    .values({ id: accountId, name: 'Acme', currency: 'INR', time_zone: 'Asia/Kolkata' })
    .execute();
  await db
    .insertInto('delivery')
    .values({
      account_id: accountId,
      id: deliveryId,
      version: 1,
      state: 'ready',
      order_number: 'A-1',
      direction: 'forward',
      legs,
      ordered_at: new Date('2026-03-01T08:00:00Z'),
      currency: 'INR',
      partial_allowed: true,
      return_allowed: true,
      cancellation_allowed: true,
      pickup: '{}',
      dropoff: '{}',
    })
    .execute();
  return { accountId, deliveryId };
};
