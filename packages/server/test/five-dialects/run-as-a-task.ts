/** Second run: the delivery is broadcast as a task of GotSurge's, a driver takes it on his phone and hands it over with proof. */
import assert from 'node:assert/strict';
import { openDriverPhone } from '../driver-phone.ts';
import type { Fields } from '../http-call.ts';
import { tinyPng } from '../tiny-png.ts';
import { until } from '../two-servers/patience.ts';
import { assertAllHeard } from './all-heard.ts';
import type { Parcel } from './parcel.ts';
import type { Stage } from './stage.ts';
import { store } from './subplace-partner.ts';

/** What the driver does, and where the delivery stands from then on. */
const way = [
  [{ kind: 'set_out' }, 'to_pickup'],
  [{ kind: 'arrive', leg: 'pickup' }, 'at_pickup'],
  [{ kind: 'pick_up' }, 'in_transit'],
  [{ kind: 'arrive', leg: 'dropoff' }, 'at_dropoff'],
  [{ kind: 'deliver', recipientName: 'Hà' }, 'delivered'],
] as const;

export async function runAsATask(stage: Stage): Promise<void> {
  const { house, gotsurge, sees } = stage;
  const { parcel, number } = await stage.sell();
  const { id } = parcel;
  await becomeTask(stage, parcel);
  await sees(parcel, 'ready');
  await house.native('POST', `/deliveries/${id}/offer`);
  await sees(parcel, 'offered');

  const phone = await openDriverPhone(house.base, house.call);
  await phone.goOnDuty(store);
  const { id: offerId } = (await phone.offerOf(id)) ?? assert.fail('he is not asked');
  await phone.act({ kind: 'accept', offerId });
  await sees(parcel, 'assigned');
  const picture = Uint8Array.from(await tinyPng());
  for (const [action, state] of way) {
    const proof = action.kind === 'deliver' && { proofIds: [await phone.prove(id, { photo: picture, signature: picture })] };
    await phone.act({ ...action, deliveryId: id, ...proof });
    await sees(parcel, state);
  }

  // its own app asks for it, and for the proof
  const { epod, current_status: status } = await gotsurge.ask('GET', `/tasks/${id}`);
  const { recipient_name: name, signature_url: signature, photo_urls: photos } = epod as Fields;
  assert.deepEqual([status, name, (photos as unknown[]).length], ['complete', 'Hà', 1]);
  assert.equal((await gotsurge.fetchFile(signature)).status, 200);
  assert.equal((await stage.loginext.orderOf(parcel))['podCount'], 2);

  const notifications = ['ORDERCREATIONNOTIFICATION', 'ORDERUPDATENOTIFICATION', 'ORDERUPDATENOTIFICATION', 'PICKEDUPNOTIFICATION', 'DELIVEREDNOTIFICATION']; // prettier-ignore
  await assertAllHeard(stage, parcel, { number, notifications });
  assert.equal(stage.loginext.heardOfTrip(parcel)[0], 'STARTTRIP');
  await until('the app hears of the end', async () => gotsurge.heardOf(parcel).includes('complete'));
  assert.deepEqual(gotsurge.heardOf(parcel), [
    'pending_broadcast', 'broadcasting', 'accepted', 'pending_pickup', 'pickup_arriving', 'pending_delivery',
    'delivery_arriving', 'complete',
  ]);
} // prettier-ignore

/** For the app of GotSurge's partner, on behalf of the home platform. */
async function becomeTask({ house, gotsurge }: Stage, { id }: Parcel): Promise<void> {
  const { data } = await house.native('GET', '/platforms');
  const home = (data as readonly Fields[]).find(({ isHome }) => isHome);
  const organisationId = home?.['organisationId'];
  const task = { organisationId, appId: gotsurge.appId, price: 4_500_000_000, currency: 'VND' };
  const made = await house.native('POST', `/deliveries/${id}/task`, task);
  assert.deepEqual([made['id'], made['appId'], made['price']], [id, gotsurge.appId, task.price]);
}
