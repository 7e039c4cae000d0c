/** Random lives: a script of steps, and the playing of it against the house and the model side by side. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import delivery from '../../src/dialects/native/fixtures/delivery.json' with { type: 'json' };
import { legPlans } from '../../src/domain/delivery/delivery.ts';
import type { FuzzAnswer, FuzzHouse } from './house.ts';
import { asJson, type Json } from './json.ts';
import { faultOf, toCurl } from './judge.ts';
import * as model from './life-model.ts';

const steps = ['create', 'take', 'take', 'start', 'start', 'load', 'end', 'cancelTrip', 'stop', 'stop', 'stop', 'stop', 'stop', 'report', 'cancel', 'update'] as const; // prettier-ignore

const step = fc.record({
  kind: fc.constantFrom(...steps),
  /** Which delivery, trip and stop: counted from the newest. */
  which: fc.noBias(fc.nat(30)),
  several: fc.noBias(fc.nat(7)),
  legs: fc.constantFrom(...legPlans),
  action: fc.constantFrom(...model.stopActions),
  word: fc.constantFrom(...model.reports),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const scripts = fc.array(step, { minLength: 15, maxLength: 50 });

export interface Life {
  readonly deliveries: model.ModelDelivery[];
  readonly trips: model.ModelTrip[];
}

let made = 0;

/** @throws AssertionError where house and model part */
export async function play(house: FuzzHouse, script: readonly Step[]): Promise<Life> {
  const life: Life = { deliveries: [], trips: [] };
  const told: string[] = [];
  for (const legs of legPlans) await take(house, life, told, { kind: 'create', which: 0, several: 0, legs, action: 'accept', word: 'DELIVERED' }); // prettier-ignore
  for (const one of script) await take(house, life, told, one);
  return life;
}

async function take(house: FuzzHouse, life: Life, told: string[], step: Step): Promise<void> {
  const { kind, which, several, word } = step;
  const one = nth(life.deliveries, which);
  const trip = nth(life.trips, which);
  const stops = life.trips.flatMap((any) => any.stops);
  // mostly one where something can still happen
  const stop = nth(several === 0 ? stops : stops.filter(({ open }) => open), which);
  const action = (several > 3 && stop && next[stop.delivery.state]) || step.action;
  const check = async (id: string, at: string, body: unknown, expected: boolean): Promise<Json> => {
    const answer = await ask(house, id, at, body);
    told.push(`${id} ${at} ${JSON.stringify(body)}: ${answer.status}`);
    assert.equal(answer.status < 300, expected, `${told.join('\n')}\n${answer.body}`);
    return asJson(JSON.parse(answer.body));
  };
  const report = { at: house.deps.now().toISOString() };
  switch (kind) {
    case 'create': {
      const order = { ...delivery.request, legs: step.legs, orderNumber: `LIFE-${(made += 1)}` };
      const { id } = await check('createDelivery', '', order, true);
      life.deliveries.push({ id: String(id), legs: step.legs, state: 'ready', pickedUp: false, trip: null });
      return;
    }
    case 'take': {
      const chosen = life.deliveries.filter((_one, index) => ((several + 1) >> (index % 3)) & 1).slice(-4);
      return takeAll(house, life, check, chosen);
    }
    case 'start':
      return void (trip && (await check('startTrip', trip.id, report, model.start(trip))));
    case 'load':
      return void (trip && (await check('finishLoading', trip.id, report, model.canLoad(trip))));
    case 'cancelTrip':
      return void (trip && (await check('cancelTrip', trip.id, {}, model.cancel(trip))));
    case 'end': {
      if (!trip) return;
      const named = one && several < 2 ? [one] : [];
      const said = several === 0 ? { notDispatched: named, delivered: [] } : { notDispatched: [], delivered: named };
      const ids = { notDispatched: said.notDispatched.map(({ id }) => id), delivered: said.delivered.map(({ id }) => id) };
      return void (await check('endTrip', trip.id, { ...report, ...ids }, model.end(trip, said)));
    }
    case 'stop': {
      if (!stop) return;
      const reasons = { fail: { reasonCode: 'R', reason: 'No' }, reject: { reason: 'No' } };
      const body = { ...report, ...(action === 'fail' || action === 'reject' ? reasons[action] : {}) };
      const answer = await check(operations[action], stop.id, body, model.actAt(stop, action));
      if ('state' in answer) assert.equal(answer['state'], stop.delivery.state, told.join('\n'));
      return;
    }
    case 'report': {
      if (!one) return;
      const details = [{ orderReferenceId: one.id, reasonCd: 'OTHER', otherReason: 'x' }];
      return void (await check('updateOrderStatus', '', { newStatus: word, orderDetails: details }, model.report(one, word)));
    }
    case 'cancel':
      return void (one && (await check('cancelDelivery', one.id, {}, model.report(one, 'CANCELLED'))));
    case 'update':
      return void (one && (await check('updateOrder', '', [{ referenceId: one.id, awbNumber: String(which) }], model.canUpdate(one))));
  }
} // prettier-ignore

/** What a courier would do next: at random alone, few deliveries come to a door. */
const next: Readonly<Record<string, model.StopAction>> = {
  assigned: 'accept',
  to_pickup: 'arrive',
  at_pickup: 'pick-up',
  in_transit: 'arrive',
};

const operations = { accept: 'acceptStop', reject: 'rejectStop', load: 'loadStop', arrive: 'arriveAtStop', 'pick-up': 'pickUp', deliver: 'deliver', fail: 'failStop' } as const; // prettier-ignore

type Check = (id: string, at: string, body: unknown, expected: boolean) => Promise<Json>;

async function takeAll(house: FuzzHouse, life: Life, check: Check, chosen: readonly model.ModelDelivery[]) {
  if (chosen.length === 0) return;
  const courier = { employeeNumber: `LIFE-${(made += 1)}`, name: 'x', phone: '1' };
  const { id: courierId } = asJson(JSON.parse((await ask(house, 'createCourier', '', courier)).body));
  const order = { courierId, deliveryIds: chosen.map(({ id }) => id) };
  const answer = await check('createTrip', '', order, chosen.every(model.canTake));
  if (!Array.isArray(answer['stops'])) return;
  const trip: model.ModelTrip = { id: String(answer['id']), state: 'planned', stops: [] };
  trip.stops = answer['stops'].map(asJson).map(({ id, deliveryId, leg }): model.ModelStop => {
    const carried = chosen.find((one) => one.id === deliveryId) ?? assert.fail('a stop of another delivery');
    return { id: String(id), delivery: carried, trip, leg: leg === 'pickup' ? 'pickup' : 'dropoff', open: true };
  });
  for (const one of chosen) Object.assign(one, { state: 'assigned', trip });
  life.trips.push(trip);
}

async function ask(house: FuzzHouse, id: string, at: string, body: unknown): Promise<FuzzAnswer> {
  const isLogiNext = id === 'updateOrder' || id === 'updateOrderStatus';
  const dialect = isLogiNext ? 'loginext' : 'native';
  const operation = house.operations.find((one) => one.id === id && one.dialect === dialect);
  assert.ok(operation, id);
  const { method, path } = operation;
  const headers = { 'content-type': 'application/json' };
  const text = { text: JSON.stringify(body), encoding: 'utf8' as const };
  const request = house.fill(operation, { method, url: path.replace('{id}', at), headers, body: text });
  const answer = await house.send(operation, request);
  assert.equal(faultOf(operation, request, answer), null, `${toCurl(request)}\n${answer.status} ${answer.body}`);
  return answer;
}

function nth<T>(list: readonly T[], which: number): T | undefined {
  return list.at(-1 - (which % Math.max(1, list.length)));
}
