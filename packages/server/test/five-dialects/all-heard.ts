/** At the end of a delivery's way: whoever is told of changes was told of each, in order, and none twice. */
import assert from 'node:assert/strict';
import { until } from '../two-servers/patience.ts';
import type { Parcel } from './parcel.ts';
import type { Stage } from './stage.ts';
import { policyCancelled, wordsOn } from './vocabularies.ts';

export interface ToBeHeard {
  /** Of the subscription order that brought it; null: none did. */
  readonly number: string | null;
  /** LogiNext's. */
  readonly notifications: readonly string[];
}

export async function assertAllHeard(
  { house, loginext, hub, subplace, insurer }: Stage,
  parcel: Parcel,
  { number, notifications }: ToBeHeard,
): Promise<void> {
  const { orderNumber, states } = parcel;
  assert.deepEqual(hub.heardOf(parcel), wordsOn('MDelivery', states).filter((word) => word !== 'Unknown')); // prettier-ignore
  const told = wordsOn('insurance', states).filter((word) => word !== 'created' && word !== policyCancelled);
  assert.deepEqual(await insurer.toldOf(parcel), told);
  const { coverage } = await house.native('GET', `/deliveries/${parcel.id}/insurance`);
  assert.equal(Object(coverage).policyNumber, (await insurer.policyOf(parcel))?.['number']);
  const { length } = notifications;
  await until(`LogiNext hears all of ${orderNumber}`, async () => loginext.heardOf(parcel).length >= length);
  assert.deepEqual(loginext.heardOf(parcel), notifications);
  if (number === null) return;
  await until(`SUBPLACE hears of ${number}`, async () => subplace.heardOf(number).length >= 2);
  assert.deepEqual(subplace.heardOf(number), [['Approved', null], ['Approved', orderNumber]]); // prettier-ignore
}
