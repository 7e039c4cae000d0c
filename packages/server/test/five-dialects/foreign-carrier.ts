/** Somebody else brings the goods: a partner who has them insured with us, and whose tracking moves our delivery. */
import assert from 'node:assert/strict';
import { list } from '../http-call.ts';
import { submission } from '../saladin-house.ts';
import { signBody } from '../sign-body.ts';
import { assertAllHeard } from './all-heard.ts';
import type { SideStory } from './side-stories.ts';

/** The partner's words, and where the delivery stands after each. */
const way = [
  ['in_delivery', 'in_transit'],
  ['fail', 'delivery_failed'],
  ['in_return', 'returning'],
  ['returned', 'returned'],
] as const;

export const foreignCarrier: SideStory = async (stage) => {
  const { house, sees } = stage;
  const { parcel, number } = await stage.sell();
  await sees(parcel, 'ready');
  const { secret } = await house.native('POST', '/credentials', { dialect: 'saladin', label: 'AhaMove' });
  const secrets = { saladin: { secret: String(secret) }, subplace: { key: '', secret: '' } };
  const tell = async (operation: string, body: object) => {
    const { status } = await house.call('POST', `/saladin/api/v1/delivery-insurance/sme/${operation}`, {}, signBody('saladin', body, secrets)); // prettier-ignore
    assert.equal(status, 'success');
  };
  const tracking_number = parcel.orderNumber;
  await tell('orders', submission({ tracking_number }));
  for (const [delivery_status, state] of way) {
    const row = { tracking_time: new Date().toISOString(), tracking_status: delivery_status.toUpperCase() };
    await tell('tracking', { tracking_number, delivery_status, tracking_detail: [row] });
    await sees(parcel, state);
  }
  const { data } = await house.native('GET', `/policies?trackingNumber=${tracking_number}`);
  assert.deepEqual(list(data).map((policy) => [policy['deliveryStatus'], policy['deliveryId']]), [['returned', parcel.id]]); // prettier-ignore
  const notifications = ['ORDERCREATIONNOTIFICATION', 'PICKEDUPNOTIFICATION', 'NOTDELIVEREDNOTIFICATION'];
  await assertAllHeard(stage, parcel, { number, notifications });
};
