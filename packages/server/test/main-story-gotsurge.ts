/**
 * The leg of the main story that is GotSurge's: a partner signs in and broadcasts a task, a courier's phone takes it and
 * delivers it with proof, and each dialect tells of it in its own words; orders of LogiNext's show at the home platform.
 */
import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { sampleTasks } from '../src/dialects/gotsurge/sample-task.ts';
import { openDriverPhone } from './driver-phone.ts';
import { list, type Call, type Fields } from './http-call.ts';
import { joinGotSurge } from './join-gotsurge.ts';
import type { Receiver } from './receiver.ts';
import { tinyPng } from './tiny-png.ts';

export interface Story {
  /** Of the server, without a path. */
  readonly base: string;
  /** Any answer but a 2xx fails. */
  readonly call: Call;
  readonly loginext: (method: string, path: string, body?: unknown) => Promise<Fields>;
  readonly native: (method: string, path: string, body?: unknown) => Promise<Fields>;
  /** Hears of the tasks of the app. */
  readonly ear: Receiver;
  readonly until: (check: () => boolean, what: () => string) => Promise<void>;
  /** Of an order that came by LogiNext and was delivered, and of one that was cancelled. */
  readonly orders: { readonly delivered: string; readonly cancelled: string };
}

/** What the driver's phone does, and GotSurge's word and LogiNext's for the task from then on. */
const way = [
  [{ kind: 'set_out' }, 'pending_pickup', 'INTRANSIT'],
  [{ kind: 'arrive', leg: 'pickup' }, 'pickup_arriving', 'INTRANSIT'],
  [{ kind: 'pick_up' }, 'pending_delivery', 'PICKEDUP'],
  [{ kind: 'arrive', leg: 'dropoff' }, 'delivery_arriving', 'PICKEDUP'],
  [{ kind: 'deliver', recipientName: 'Bosun Lee' }, 'complete', 'DELIVERED'],
] as const;

/** @returns what must not stand in any log; and the order number of the task */
export async function tellOfGotSurge(story: Story): Promise<{ readonly secrets: string[]; readonly orderNumber: string }> {
  const { base, call, loginext, native, ear, until } = story;
  const { bearer, secrets, webhookSecret, signature } = await joinGotSurge({ ...story, webhookUrl: ear.url });
  const gotsurge = (method: string, path: string, body?: unknown) => call(method, `/gotsurge${path}`, bearer, body);
  const { id, ...made } = list((await gotsurge('POST', '/tasks', sampleTasks(new Date())))['tasks'])[0] ?? {};
  assert.equal(made['current_status'], 'broadcasting');
  const { orderNumber: number, state } = await native('GET', `/deliveries/${String(id)}`);
  const orderNumber = String(number);
  assert.equal(state, 'offered');

  // the courier's phone
  const phone = await openDriverPhone(base, call);
  await phone.goOnDuty({ lat: 1.3, lng: 103.76 });
  const offer = await phone.offerOf(String(id));
  assert.ok(offer && !JSON.stringify(offer).includes('Tan Wei'), 'nobody is named before it is his');
  const words = async () => {
    const { data } = await loginext('GET', `/ShipmentApp/mile/v1/shipment?order_no=${orderNumber}`);
    return [(await gotsurge('GET', `/tasks/${String(id)}`))['current_status'], list(data)[0]?.['status']];
  };
  assert.deepEqual(await words(), ['broadcasting', 'NOTDISPATCHED']);
  await phone.act({ kind: 'accept', offerId: offer['id'] });
  assert.deepEqual(await words(), ['accepted', 'NOTDISPATCHED']);
  const picture = Uint8Array.from(await tinyPng());
  for (const [action, word, theirs] of way) {
    const proof = action.kind === 'deliver' && { proofIds: [await phone.prove(String(id), { signature: picture })] };
    await phone.act({ ...action, deliveryId: id, ...proof });
    assert.deepEqual(await words(), [word, theirs]);
  }

  // the partner sees it with its proof, which is the partner's only
  const { server_time: _, ...detail } = await gotsurge('GET', `/tasks/${String(id)}`);
  const { signature_url: url, photo_urls: photos, ...epod } = Object(detail['epod']) as Fields;
  assert.deepEqual([epod['recipient_name'], photos], ['Bosun Lee', []]);
  assert.equal((await fetch(String(url))).status, 401);
  const file = await fetch(String(url), { headers: bearer });
  assert.ok(Buffer.from(picture).equals(Buffer.from(await file.arrayBuffer())));

  // and hears of each step, signed, in order
  const heard = () => ear.received.map(({ body }) => JSON.parse(body) as { type: string; model_name: string; data: Fields });
  await until(() => heard().at(-1)?.data['current_status'] === 'complete', () => JSON.stringify(heard()));
  assert.deepEqual(heard().map(({ data }) => data['current_status']), ['accepted', ...way.map(([, word]) => word)]);
  assert.ok(heard().every(({ type, model_name, data }) => type === 'update' && model_name === 'Task' && data['id'] === id));
  const { server_time: _then, ...last } = heard().at(-1)?.data ?? {};
  assert.deepEqual(last, detail);
  for (const { headers, body } of ear.received) new Webhook(webhookSecret).verify(body, headers as Record<string, string>);
  const timeline = await native('GET', `/deliveries/${String(id)}/events`);
  assert.deepEqual(list(timeline['data']).map(({ type }) => type), [
    'delivery.created', 'delivery.assigned', 'delivery.dispatched', 'delivery.arrived', 'delivery.picked_up',
    'delivery.arrived', 'delivery.delivered',
  ]);

  // what came by LogiNext shows at home, in GotSurge's words
  const { tasks, meta } = await gotsurge('GET', '/platform/tasks?per_page=1000');
  assert.equal(Object(meta)['total'], list(tasks).length);
  const shown = new Map(list(tasks).map((one) => [one['id'], one['current_status']]));
  assert.deepEqual([id, story.orders.delivered, story.orders.cancelled].map((one) => shown.get(one)), ['complete', 'complete', 'cancelled']);
  const foreign = await fetch(`${base}/gotsurge/tasks/${story.orders.delivered}`, { headers: bearer });
  assert.equal(foreign.status, 404, 'and are no tasks of the app');
  return { orderNumber, secrets: [...secrets, signature, phone.token] };
} // prettier-ignore
