/**
 * The main story over HTTP, with the real server and partners' real receivers: orders come in by LogiNext, a trip
 * carries them, a tracker reports, a courier picks up and delivers, and every webhook comes. Then a GotSurge task.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { Webhook } from 'standardwebhooks';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { fixture } from './fixture.ts';
import { openCall, type Fields } from './http-call.ts';
import { tellOfGotSurge } from './main-story-gotsurge.ts';
import { wordOf } from './notification-word.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import { cannotStart, makeDataDirectory, startWaybill, stopWaybill, type WaybillProcess } from './waybill-process.ts';

const skip = await cannotStart();
let receiver: Receiver;
/** Of a partner of GotSurge's. */
let ear: Receiver;
before(async () => {
  [receiver, ear] = await Promise.all([startReceiver(), startReceiver()]);
});
after(() => Promise.all([receiver.close(), ear.close()]));

const sampleOf = (name: string) => (fixture('loginext', name) as Fields[])[0] ?? {};

/** Polls until the check holds: webhooks come when they come. */
async function until(check: () => boolean, what: () => string): Promise<void> {
  for (let left = 200; !check(); left -= 1) {
    assert.ok(left > 0, what());
    await sleep(50);
  }
}

it(
  'tells the whole story, from the wire to the door and out through webhooks',
  { skip, timeout: 120_000 },
  async (t) => {
    const waybill: WaybillProcess = startWaybill(t, {
      WAYBILL_DATA: makeDataDirectory(t),
      WAYBILL_PRIVATE_URLS: 'allow',
      WAYBILL_LOG_LEVEL: 'trace',
    });
    const base = await waybill.ready;
    const secrets: string[] = [sandboxCredentials.loginext.password, sandboxCredentials.native.key, 'courier-secret-7'];

    // the partner signs in as the document says
    const signedIn = await fetch(`${base}/loginext/LoginApp/login/authenticate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sandboxCredentials.loginext),
    });
    assert.deepEqual(await signedIn.json(), fixture('loginext', 'authenticate.response'));
    const tokens = {
      'WWW-Authenticate': signedIn.headers.get('www-authenticate') ?? '',
      CLIENT_SECRET_KEY: signedIn.headers.get('client_secret_key') ?? '',
    };
    secrets.push(tokens['WWW-Authenticate'].replace('BASIC ', ''), tokens.CLIENT_SECRET_KEY);

    const call = openCall(base);
    const loginext = (method: string, path: string, body?: unknown) => call(method, `/loginext${path}`, tokens, body);
    const bearer = { authorization: `Bearer ${sandboxCredentials.native.key}` };
    const native = (method: string, path: string, body?: unknown) => call(method, `/v1${path}`, bearer, body);

    const endpoint = await native('POST', '/webhook-endpoints', { dialect: 'loginext', url: receiver.url });
    const secret = String(endpoint['secret']);
    secrets.push(secret, secret.replace('whsec_', ''));

    // a courier and seven orders
    const medium = { ...sampleOf('create-delivery-medium.request'), password: 'courier-secret-7' };
    const [courier] = (await loginext('POST', '/DeliveryMediumApp/mile/v1/create', [medium]))['data'] as string[];
    const orders = [
      { ...sampleOf('create-delivery-order.request'), orderNo: 'DELIVERED', paymentType: 'COD' },
      { ...sampleOf('create-pickup-and-delivery-order.request'), orderNo: 'BOTH' },
      { ...sampleOf('create-delivery-order.request'), orderNo: 'PARTLY' },
      { ...sampleOf('create-delivery-order.request'), orderNo: 'NOT' },
      { ...sampleOf('create-pickup-order.request'), orderNo: 'NOTPICKED' },
      { ...sampleOf('create-delivery-order.request'), orderNo: 'REJECTED' },
      { ...sampleOf('create-delivery-order.request'), orderNo: 'CANCELLED', cancellationAllowedFl: 'Y' },
    ];
    const references = (await loginext('POST', '/ShipmentApp/mile/v1/create', orders))['referenceId'] as string[];
    await loginext('POST', '/ShipmentApp/mile/v1/update', [{ referenceId: references[0], numberOfItems: '2' }]);
    await loginext('PUT', '/ShipmentApp/mile/v1/cancel', [references[6]]);

    // a trip carries the first six
    const deliveryIds = references.slice(0, 6).map(toUuid);
    const trip = await native('POST', '/trips', {
      courierId: toUuid(courier ?? ''),
      deliveryIds,
      trackerCode: 'LN12345678',
    });
    const stops = trip['stops'] as { id: string; orderNumber: string; leg: string }[];
    const stopOf = (orderNumber: string, leg?: string) =>
      stops.find((one) => one.orderNumber === orderNumber && (!leg || one.leg === leg))?.id ?? assert.fail(orderNumber);
    const at = (orderNumber: string, action: string, body: Fields = {}, leg?: string) =>
      native('POST', `/stops/${stopOf(orderNumber, leg)}/${action}`, { position: { lat: 19.12, lng: 72.89 }, ...body });

    await at('REJECTED', 'reject', { reason: 'Cannot reach on ETA' });
    await at('DELIVERED', 'accept');
    await at('DELIVERED', 'load', { packages: [{ code: 'CRATE001', units: 10 }] });
    await native('POST', `/trips/${String(trip['id'])}/loaded`, {});
    const tripReference = String(trip['id']).replaceAll('-', '');
    assert.deepEqual(
      await loginext('POST', '/TripApp/mile/v1/trip/start', [tripReference]),
      fixture('loginext', 'start-trip.response'),
    );

    // a tracker reports, and the partner asks where its order is
    const fix = { ...(fixture('loginext', 'create-tracking-record.request') as Fields), trackerId: 'LN12345678' };
    await loginext('POST', '/TrackingApp/track/put', fix);
    const location = await loginext(
      'GET',
      `/TrackingApp/mile/v1/track/lastlocation?shipmentReferences=${references[0]}`,
    );
    assert.deepEqual(location['data'], [{ lat: 12.9003884, lng: 14.9889999, shipmentReference: references[0] }]);

    // the courier at the doors, with proof
    await at('DELIVERED', 'arrive');
    await addProof(base, bearer, deliveryIds[0] ?? '');
    await at('DELIVERED', 'deliver', {
      recipientName: 'Rahul',
      rating: 5,
      collected: { amount: 500_000, currency: 'INR' },
      paymentMethod: 'CASH',
    });
    await at('BOTH', 'arrive', {}, 'pickup');
    await at('BOTH', 'pick-up', {}, 'pickup');
    await at('BOTH', 'deliver', {}, 'dropoff');
    await at('PARTLY', 'deliver', {
      packages: [{ code: 'CRATE001', units: 4 }],
      reasonCode: 'PDL001',
      reason: 'Damaged',
    });
    await at('NOT', 'fail', { reasonCode: 'NDL001', reason: 'Nobody there' });
    await at('NOTPICKED', 'fail', { reasonCode: 'NPU001', reason: 'Not ready' });
    await loginext('POST', '/TripApp/mile/v1/trip/stop', [
      { tripReferenceId: tripReference, notDispatchedOrders: [references[3]], deliveredOrders: [] },
    ]);

    const found = await loginext('GET', '/ShipmentApp/mile/v1/shipment?order_no=DELIVERED');
    const [order] = found['data'] as Fields[];
    assert.equal(order?.['status'], 'DELIVERED');
    assert.deepEqual([order?.['amountCollected'], order?.['podCount'], order?.['tripName'], order?.['orderSequence']], [5000, 2, trip['name'], 1]); // prettier-ignore
    const states = await loginext('POST', '/ShipmentApp/mile/v1/status', references);
    assert.deepEqual((states['data'] as Fields[]).map((one) => one['status']), [
    'DELIVERED', 'DELIVERED', 'PARTIALLYDELIVERED', 'NOTDISPATCHED', 'NOTPICKEDUP', 'NOTDISPATCHED', 'CANCELLED',
  ]); // prettier-ignore

    // every webhook came, signed, and those of one order in the order in which things happened
    const bodies = () => receiver.received.map(({ body }) => JSON.parse(body) as Fields);
    await until(
      () => bodies().some((body) => body['endTime']),
      () => JSON.stringify(bodies().map(wordOf)),
    );
    await sleep(300);
    const words = new Set(bodies().map(wordOf));
    assert.deepEqual([...words].map(String).toSorted(), [
    'CANCELLEDNOTIFICATION', 'DELIVEREDNOTIFICATION', 'LOADINGDONENOTIFICATION', 'LOADITEMNOTIFICATION',
    'NOTDELIVEREDNOTIFICATION', 'NOTPICKEDUPNOTIFICATION', 'ORDER ACCEPTED', 'ORDER REJECTED',
    'ORDERCREATIONNOTIFICATION', 'ORDERUPDATENOTIFICATION', 'PARTIALDELIVERYNOTIFICATION', 'PICKEDUPNOTIFICATION',
    'STARTTRIP', 'STOPTRIP',
  ]); // prettier-ignore
    for (const { headers, body } of receiver.received)
      new Webhook(secret).verify(body, headers as Record<string, string>);
    const ofOne = bodies().filter(
      (body) => body['orderNo'] === 'DELIVERED' || body['clientShipmentId'] === 'DELIVERED',
    );
    assert.deepEqual(ofOne.map(wordOf), [
    'ORDERCREATIONNOTIFICATION', 'ORDERUPDATENOTIFICATION', 'ORDERUPDATENOTIFICATION', 'ORDER ACCEPTED',
    'LOADITEMNOTIFICATION', 'DELIVEREDNOTIFICATION',
  ]); // prettier-ignore

    // what was sent is on record, and so is what happened
    const messages = await native('GET', `/webhook-messages?endpointId=${String(endpoint['id'])}&limit=100`);
    const sent = messages['data'] as { state: string; attemptCount: number }[];
    assert.equal(sent.length, receiver.received.length);
    assert.ok(sent.every(({ state, attemptCount }) => state === 'delivered' && attemptCount === 1));
    const timeline = await native('GET', `/deliveries/${deliveryIds[0]}/events`);
    assert.deepEqual((timeline['data'] as Fields[]).map((one) => one['type']), [
    'delivery.created', 'delivery.updated', 'delivery.assigned', 'delivery.accepted', 'delivery.loaded',
    'delivery.dispatched', 'delivery.arrived', 'delivery.delivered',
  ]); // prettier-ignore

    // a partner of GotSurge's, in the same house
    const [delivered = '', cancelled = ''] = [references[0], references[6]].map((one) => toUuid(one ?? ''));
    const leg = await tellOfGotSurge({ base, call, loginext, native, ear, until, orders: { delivered, cancelled } });
    secrets.push(...leg.secrets);
    const ofTask = () =>
      bodies().filter((body) => [body['orderNo'], body['clientShipmentId']].includes(leg.orderNumber));
    await until(
      () => ofTask().some((body) => wordOf(body) === 'DELIVEREDNOTIFICATION'),
      () => JSON.stringify(bodies().slice(-5).map(wordOf)),
    );
    assert.deepEqual(ofTask().map(wordOf), ['ORDERCREATIONNOTIFICATION', 'ORDERUPDATENOTIFICATION', 'PICKEDUPNOTIFICATION', 'DELIVEREDNOTIFICATION']); // prettier-ignore

    // S16: the log of the whole run, at its most talkative, holds none of the secrets
    const { code, output } = await stopWaybill(waybill);
    assert.equal(code, 0);
    assert.ok(output.includes('"level"'), 'there is a log');
    for (const one of secrets) assert.ok(!withoutGreeting(output).includes(one), `the log holds ${one}`);
  },
);

const toUuid = (reference: string) => reference.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The greeting shows the sandbox's credentials on purpose; everything else is log. */
const withoutGreeting = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .join('\n');

async function addProof(base: string, headers: Record<string, string>, deliveryId: string): Promise<void> {
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2a7' } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set('leg', 'dropoff');
  form.set('recipientName', 'Rahul');
  form.set('photo', new Blob([Uint8Array.from(picture)], { type: 'image/png' }), 'door.png');
  form.set('signature', new Blob([Uint8Array.from(picture)], { type: 'image/png' }), 'signature.png');
  const answer = await fetch(`${base}/v1/deliveries/${deliveryId}/proofs`, { method: 'POST', headers, body: form });
  assert.equal(answer.status, 201, await answer.clone().text());
  const { files } = (await answer.json()) as { files: { id: string; sha256: string }[] };
  assert.equal(files.length, 2);
  const file = `${base}/v1/proof-files/${files[0]?.id}`;
  assert.equal((await fetch(file)).status, 401, 'served only with the account’s credential');
  const bytes = Buffer.from(await (await fetch(file, { headers })).arrayBuffer());
  assert.ok(bytes.equals(picture));
}
