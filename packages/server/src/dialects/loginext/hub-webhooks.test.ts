/** Hub In and Hub Out, from a device's fixes over HTTP to a partner's server. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, it, type TestContext } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { receiver, until } from '../../../test/webhook-house.ts';
import { createRelay } from '../../jobs/relay.ts';
import { createSender } from '../../jobs/sender.ts';
import { createEgress } from '../../lib/egress/egress.ts';
import { createCourier } from '../../use-cases/fleet/couriers.ts';
import { createHub } from '../../use-cases/hub/hubs.ts';
import { followTrackers } from '../../use-cases/tracking/follow-trackers.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { createEndpoint, type NewEndpoint } from '../../use-cases/webhook/create-endpoint.ts';
import { fromReference, toReference } from './references.ts';

type Fields = Record<string, unknown>;
/** Where and when the document's sample saw the vehicle. */
const seen = { lat: 13.018617777777777, lng: 80.01128 };
const sightedAt = new Date('2016-03-09T14:12:00Z');
const tracker = 'LN12345678';

let house: LogiNextHouse;
let partner: LogiNextClient;
let tripReference: string;

before(async () => void (house = await openLogiNextHouse()));
after(() => house.close());

/** A trip under way that a device rides along on, and the sample's hub. */
beforeEach(async () => {
  partner = await house.client();
  house.deps.clock.set(new Date(sightedAt.getTime() - 60 * 60_000));
  const { identity } = partner.tenant;
  await createHub(house.deps, identity.caller, { code: 'HUB', name: 'HubName', position: seen, geofenceMetres: 300, address: null }); // prettier-ignore
  const [order] = fixture('loginext', 'create-delivery-order.request') as Fields[];
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [
    { ...order, shipmentOrderDt: '2016-03-01T10:30:00.000Z' },
  ]);
  const courier = await createCourier(house.deps, identity, {
    employeeNumber: 'E1', name: 'Amit', phone: '1', email: null, branch: null, vehicleNumber: null, phoneCode: null,
    capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null, maxDistanceMetres: null,
    preferredPostalCode: null, languages: [], daysOff: [], shifts: [], details: {},
  }, null); // prettier-ignore
  const trip = await createTrip(house.deps, identity, {
    name: 'TripName',
    courierId: courier.id,
    vehicleId: null,
    driverName: null,
    trackerCode: tracker,
    setOff: null,
    deliveryIds: [
      fromReference((body as { referenceId: string[] }).referenceId[0]) ?? assert.fail(JSON.stringify(body)),
    ],
  });
  tripReference = toReference(trip.id);
  assert.equal((await partner.call('POST', '/TripApp/mile/v1/trip/start', [tripReference])).status, 200);
});

/** The device reports: so far north of a place, so many minutes after the sample's sighting. */
async function report(kilometres: number, minute: number, { lat, lng } = seen): Promise<void> {
  const time = new Date(sightedAt.getTime() + minute * 60_000);
  house.deps.clock.set(new Date(Math.max(house.deps.now().getTime(), time.getTime())));
  const { status, body } = await partner.call('POST', '/TrackingApp/track/put', {
    ...(fixture('loginext', 'create-tracking-record.request') as Fields),
    trackerId: tracker,
    latitude: lat + kilometres / 111.195,
    longitude: lng,
    time: time.toISOString(),
  });
  assert.equal(status, 200, JSON.stringify(body));
}

/** What a worker process does behind the API, until it has nothing left to do. */
async function work(): Promise<void> {
  while ((await followTrackers(house.deps, { lagMs: 0, limit: 10 })) > 0);
}

function sending(t: TestContext): void {
  const egress = createEgress(house.deps.settings);
  const sender = createSender(house.deps, { slots: 64, perEndpoint: 8, failing: false, egress, idleMs: 10 });
  const relay = createRelay(house.deps, { idleMs: 10, onRelayed: sender.wake });
  for (const loop of [relay, sender]) loop.start();
  t.after(() => Promise.all([relay.stop(), sender.stop()]));
}

const listen = (url: string, change: Partial<NewEndpoint> = {}) =>
  createEndpoint(house.deps, partner.tenant.identity.caller, {
    dialect: 'loginext',
    url,
    events: ['HUB_IN', 'HUB_OUT'],
    contentType: 'json',
    ...change,
  });

it('tells a partner’s server of a hub entered and left, each once, in the sample’s own words [WH17] [WH18]', async (t) => {
  const server = await receiver(t);
  await listen(server.url);
  sending(t);
  await report(5, -10);
  await report(0, 0);
  await work();
  await report(0.1, 1);
  // comes late: it was on its way while the vehicle was in the hub
  await report(4, -5);
  await work();
  await until(() => server.received.length === 1);
  const hubIn: unknown = JSON.parse(server.received[0]?.body ?? '');
  const updatedDate = '2016-03-09 14:12:00';
  assert.deepEqual(hubIn, { ...(fixture('loginext', 'webhook-hub-in') as Fields), url: server.url, updatedDate });
  assert.deepEqual(Object.keys(hubIn as Fields), Object.keys(fixture('loginext', 'webhook-hub-in') as Fields));

  await report(0.36, 3);
  await report(0.37, 4);
  await work();
  await until(() => server.received.length === 2);
  const hubOut = JSON.parse(server.received[1]?.body ?? '') as Fields;
  const sample = fixture('loginext', 'webhook-hub-out') as Fields;
  const data = String(sample['data'])
    .replace('13.018617777777777', String(seen.lat + 0.37 / 111.195))
    .replace('201603091412', '201603091416');
  assert.deepEqual(hubOut, { ...sample, data, url: server.url, updatedDate: '2016-03-09 14:16:00' });
});

it('names in the body the endpoint that it goes to, in each format [WH17]', async (t) => {
  const [first, second, third] = [await receiver(t), await receiver(t), await receiver(t)];
  await listen(`${first.url}?a=1`);
  await listen(second.url, { contentType: 'xml' });
  await listen(third.url, { contentType: 'form', events: null });
  sending(t);
  await report(0, 0);
  await work();
  const ofHub = (one: typeof third) => one.received.filter(({ body }) => body.includes('geofencePushNotificationDTO'));
  await until(() => [first, second, third].every((one) => ofHub(one).length === 1));
  const { data } = fixture('loginext', 'webhook-hub-in') as { data: string };
  assert.equal((JSON.parse(ofHub(first)[0]?.body ?? '') as Fields)['url'], `${first.url}?a=1`);
  const xml = ofHub(second)[0]?.body ?? '';
  assert.ok(xml.includes(`<url>${second.url}</url>`), xml);
  assert.ok(xml.includes('&lt;hubName&gt;HubName&lt;/hubName&gt;'), 'the document stands in the field as text');
  const form = new URLSearchParams(ofHub(third)[0]?.body);
  assert.deepEqual([form.get('url'), form.get('data'), form.get('notificationType')], [third.url, data, 'HUB IN']);
});

it('writes names as XML, whatever they hold [WH17]', async (t) => {
  const server = await receiver(t);
  const name = 'R&D <"east">';
  const place = { lat: seen.lat, lng: seen.lng + 1 };
  await createHub(house.deps, partner.tenant.identity.caller, { code: 'H2', name, position: place, geofenceMetres: 100, address: null }); // prettier-ignore
  await listen(server.url);
  sending(t);
  await report(0, 0, place);
  await work();
  await until(() => server.received.length === 1);
  assert.match(server.received[0]?.body ?? '', /<hubName>R&amp;D &lt;\\"east\\"&gt;<\/hubName>/);
});

it('tells of no hub before a trip starts and after it ended [WH17] [WH18]', async (t) => {
  const server = await receiver(t);
  await listen(server.url, { events: ['HUB_IN', 'HUB_OUT', 'STOP_TRIP'] });
  sending(t);
  // a fix from before the trip set out
  await report(0, -90);
  await work();
  await report(0, 0);
  // told at the end at the latest
  const ended = await partner.call('POST', '/TripApp/mile/v1/trip/stop', [
    { tripReferenceId: tripReference, notDispatchedOrders: [], deliveredOrders: [] },
  ]);
  assert.equal(ended.status, 200, JSON.stringify(ended.body));
  await report(5, 10);
  await work();
  await until(() => server.received.length === 2);
  const told = server.received.map(({ body }) => (JSON.parse(body) as Fields)['notificationType']);
  assert.deepEqual(told, ['HUB IN', 'DELIVEREDNOTIFICATION']);
});
