/** First run: the delivery is planned into a trip that LogiNext's client starts, and is handed over with proof. */
import assert from 'node:assert/strict';
import { fixture } from '../fixture.ts';
import { list, type Fields } from '../http-call.ts';
import { tinyPng } from '../tiny-png.ts';
import { until } from '../two-servers/patience.ts';
import { bearer } from './house.ts';
import { assertAllHeard } from './all-heard.ts';
import type { Parcel } from './parcel.ts';
import type { Stage } from './stage.ts';
import { store } from './subplace-partner.ts';

/** Of the sandbox: the vehicle has the tracker. */
const vehicleNumber = 'MH40AK0175';
const trackerId = 'LN00590915';
/** Where the courier sets off. */
const branchName = 'BenThanh';

export async function runOnATrip(stage: Stage): Promise<void> {
  const { house, loginext, sees } = stage;
  const { parcel, number } = await stage.sell();
  await sees(parcel, 'ready');
  const { tripId, stopOf } = await plan(stage, parcel);
  await sees(parcel, 'assigned');
  await loginext.ask('POST', '/TripApp/mile/v1/trip/start', [tripId.replaceAll('-', '')]);
  await sees(parcel, 'to_pickup');
  await report(stage, parcel);

  const at = (leg: string, act: string, body: Fields = {}) =>
    house.native('POST', `/stops/${stopOf(leg)}/${act}`, body);
  await at('pickup', 'arrive');
  await sees(parcel, 'at_pickup');
  await at('pickup', 'pick-up');
  await sees(parcel, 'in_transit');
  await at('dropoff', 'arrive');
  await sees(parcel, 'at_dropoff');
  const picture = await prove(stage, parcel);
  await at('dropoff', 'deliver', { recipientName: 'Hà' });
  await sees(parcel, 'delivered');
  await assertProven(stage, parcel, picture);
  await house.native('POST', `/deliveries/${parcel.id}/confirm`);
  await sees(parcel, 'confirmed');

  const notifications = ['ORDERCREATIONNOTIFICATION', 'ORDERUPDATENOTIFICATION', 'PICKEDUPNOTIFICATION', 'DELIVEREDNOTIFICATION']; // prettier-ignore
  await assertAllHeard(stage, parcel, { number, notifications });
  assert.deepEqual(loginext.heardOfTrip(parcel), ['DELIVERYPLANNING', 'STARTTRIP']);
}

/** A courier of LogiNext's gets it by route planning. */
async function plan({ house, loginext }: Stage, { id }: Parcel) {
  const [sample] = fixture('loginext', 'create-delivery-medium.request') as Fields[];
  const { weeklyOffList: _off, shiftList: _shifts, ...medium } = sample ?? {};
  await house.native('POST', '/hubs', { code: branchName, name: branchName, position: store });
  const { data } = await loginext.ask('POST', '/DeliveryMediumApp/mile/v1/create', [{ ...medium, vehicleNumber, branchName }]); // prettier-ignore
  const courierId = String((data as unknown[])[0]).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const { id: planId } = await house.native('POST', '/plans', { deliveryIds: [id], courierIds: [courierId], seconds: 0.5 }); // prettier-ignore
  await until('the plan is finished', async () => {
    const { state, failure, unassigned } = await house.native('GET', `/plans/${String(planId)}`);
    assert.deepEqual([failure, unassigned], [null, []]);
    return state === 'finished';
  });
  const tripId = String((await house.native('GET', `/deliveries/${id}`))['tripId']);
  const stops = list((await house.native('GET', `/trips/${tripId}`))['stops']);
  return { tripId, stopOf: (leg: string) => String(stops.find((stop) => stop['leg'] === leg)?.['id']) };
}

/** LogiNext's tracker says where the vehicle is; whoever asks hears it. */
async function report({ loginext, gotsurge }: Stage, { id }: Parcel): Promise<void> {
  const fix = { trackerId, latitude: store.lat, longitude: store.lng, time: new Date().toISOString(), batteryPerc: 80, messageType: 'REG' }; // prettier-ignore
  await loginext.ask('POST', '/TrackingApp/track/put', fix);
  const reference = id.replaceAll('-', '');
  const { data } = await loginext.ask('GET', `/TrackingApp/mile/v1/track/lastlocation?shipmentReferences=${reference}`);
  assert.deepEqual(data, [{ ...store, shipmentReference: reference }]);
  const { driver } = await gotsurge.ask('GET', `/platform/tasks/${id}`);
  assert.deepEqual([Object(driver).latitude, Object(driver).longitude], [store.lat, store.lng]);
}

async function prove({ house }: Stage, { id }: Parcel): Promise<Buffer> {
  const picture = await tinyPng();
  const form = new FormData();
  form.set('leg', 'dropoff');
  form.set('recipientName', 'Hà');
  for (const kind of ['photo', 'signature']) form.set(kind, new Blob([Uint8Array.from(picture)], { type: 'image/png' }), `${kind}.png`); // prettier-ignore
  const answer = await fetch(`${house.base}/v1/deliveries/${id}/proofs`, { method: 'POST', headers: bearer, body: form }); // prettier-ignore
  assert.equal(answer.status, 201, await answer.text());
  return picture;
}

/** Photo and signature are seen by each dialect that has words for them. */
async function assertProven({ loginext, gotsurge, subplace }: Stage, parcel: Parcel, picture: Buffer): Promise<void> {
  const { podCount } = await loginext.orderOf(parcel);
  assert.equal(podCount, 2);
  const { epod } = await gotsurge.ask('GET', `/platform/tasks/${parcel.id}`);
  const { recipient_name: name, signature_url: signature, photo_urls: photos } = epod as Fields;
  assert.deepEqual([name, (photos as unknown[]).length], ['Hà', 1]);
  const file = await gotsurge.fetchFile(signature);
  assert.ok(picture.equals(Buffer.from(await file.arrayBuffer())), String(file.status));
  const { delivered_time: time } = (await subplace.fulfilmentOf(parcel))['delivery'] as Fields;
  assert.match(String(time), /^\d+-\d+-\d{4}, \d+:\d\d [AP]M$/);
}
