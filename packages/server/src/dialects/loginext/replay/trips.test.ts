/** Replays LogiNext's samples of Mile's trips and delivery media, of tracking and of the geocoder. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../../test/fixture.ts';
import { castOf, type Cast, type Fields } from '../../../../test/loginext-cast.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { assertAnswer, withIds } from '../../../../test/replay.ts';
import { toReference } from '../references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
let cast: Cast;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
  cast = castOf(house, partner);
});
after(() => house.close());

const statusOf = async (...references: string[]) => {
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/status', references);
  return (body as { data: { status: string }[] }).data.map(({ status }) => status);
};

it('answers Create Delivery Medium as the document does [LX34]', async () => {
  const request = fixture('loginext', 'create-delivery-medium.request');
  const answered = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', request);
  assertAnswer(answered, 'create-delivery-medium.response', 'LX34');
});

it('answers Start Trip and Stop Trip as the document does, and moves the orders [LX31, LX32]', async () => {
  const [back, done, open] = [await cast.order('delivery'), await cast.order('delivery'), await cast.order('delivery')];
  const trip = toReference((await cast.trip({ orders: [back, done, open] })).id);
  const printed = 'a9be39b9347911e6829f000d3aa04450';
  const start = withIds(fixture('loginext', 'start-trip.request'), { [printed]: trip });
  const started = await partner.call('POST', '/TripApp/mile/v1/trip/start', start);
  assertAnswer(started, 'start-trip.response', 'LX31');
  assert.deepEqual(await statusOf(back, done, open), ['INTRANSIT', 'INTRANSIT', 'INTRANSIT']);
  const stop = withIds(fixture('loginext', 'stop-trip.request'), {
    [printed]: trip,
    c8714df4347911e6829f000d3aa04450: back,
    c8714cac347911e6829f000d3aa04450: done,
  });
  const stopped = await partner.call('POST', '/TripApp/mile/v1/trip/stop', stop);
  assertAnswer(stopped, 'stop-trip.response', 'LX32');
  assert.deepEqual(await statusOf(back, done, open), ['NOTDISPATCHED', 'DELIVERED', 'NOTDISPATCHED']);
});

it('answers Create Tracking Record and Track Last Location as the document does [LX18, LX33]', async () => {
  const sample = fixture('loginext', 'create-tracking-record.request') as Fields;
  const seen = (fixture('loginext', 'track-last-location.response') as { data: Fields[] }).data;
  const references: string[] = [];
  for (const [index, { lat, lng }] of seen.entries()) {
    // each of the sample's four orders is on a trip of its own; the first record is the document's, word for word
    const trackerCode = index === 0 ? String(sample['trackerId']) : `TRACKER-${index}`;
    const order = await cast.order('delivery');
    await cast.trip({ orders: [order], trackerCode });
    references.push(order);
    const answered = await partner.call('POST', '/TrackingApp/track/put', { ...sample, trackerId: trackerCode });
    assertAnswer(answered, 'create-tracking-record.response', 'LX18');
    const later = { trackerId: trackerCode, time: '2016-07-14T09:12:56Z', latitude: lat, longitude: lng };
    assert.equal((await partner.call('POST', '/TrackingApp/track/put', { ...sample, ...later })).status, 200);
  }
  const url = `/TrackingApp/mile/v1/track/lastlocation?shipmentReferences=${references.join(',')}`;
  const answered = await partner.call('GET', url);
  assertAnswer(answered, 'track-last-location.response', 'LX33');
  const where = seen.map(({ lat, lng }, index) => ({ lat, lng, shipmentReference: references[index] }));
  assert.deepEqual((answered.body as { data: unknown }).data, where);
});

it('answers Get Geocode as the document does, less than a kilometre from where it says [LX35]', async () => {
  const answered = await partner.call('POST', '/CommonApp/mile/v1/geocode', fixture('loginext', 'get-geocode.request'));
  assertAnswer(answered, 'get-geocode.response', 'LX35');
  const [place] = (answered.body as { data: { lat: number; lng: number }[] }).data;
  assert.deepEqual([place?.lat, place?.lng], [19.1164, 72.90471]);
});
