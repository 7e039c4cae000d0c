/**
 * From each of GotSurge's thirteen words to each other by whatever leads there: what the document allows happens, the rest
 * is refused and changes nothing. First by what partners and couriers can do and by the clock; then by the operator's keys,
 * whose moves beyond the document's are listed by name.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { statusWords, type GotSurgeStatus } from '../src/dialects/gotsurge/status.ts';
import { expireDueOffers } from '../src/use-cases/offer/expire-due.ts';
import { openGotSurgeHouse, type GotSurgeHouse, type Json } from './gotsurge-house.ts';
import { accept, act, addPhone, expireTask, roads, roundOf, soon, step, steps, tripOf, type Driven, type Phone, type Step } from './gotsurge-lives.ts'; // prettier-ignore

let house: GotSurgeHouse;
/** A courier who has nothing to do with it. */
let bystander: Phone;
before(async () => {
  house = await openGotSurgeHouse();
  bystander = await addPhone(house);
});
after(() => house.close());

type Move = `${GotSurgeStatus} -> ${GotSurgeStatus}`;

/** The document's table. A draft goes out by P12; calling one off is our reading. */
const documented: readonly Move[] = [
  'draft -> broadcasting',
  'draft -> cancelled',
  'pending_broadcast -> cancelled',
  'broadcasting -> cancelled',
  'broadcasting -> expired',
  'broadcasting -> accepted',
  'accepted -> pending_pickup',
  'pending_pickup -> pickup_arriving',
  'pickup_arriving -> unsuccessful_pickup',
  'pickup_arriving -> pending_delivery',
  'pending_delivery -> delivery_arriving',
  'delivery_arriving -> unsuccessful_delivery',
  'delivery_arriving -> complete',
];

interface Reached {
  readonly id: string;
  /** Who has or had it. */
  readonly driven: Driven | null;
}

async function reach(word: GotSurgeStatus): Promise<Reached> {
  if (word === 'draft') return { id: (await house.makeDraft(soon(house))).id, driven: null };
  const { id } = await house.makeTask(soon(house));
  if (word === 'broadcasting') return { id, driven: null };
  if (word === 'cancelled') await must('PUT', `/tasks/${id}/cancel`, { reason: 'x' });
  else if (word === 'expired') await expireTask(house, id);
  else {
    const driven = await accept(house, id);
    if (word === 'pending_broadcast') await house.operate('POST', `/trips/${await tripOf(house, id)}/cancel`, {});
    else if (word !== 'accepted') for (const one of roads[word]) await step(house, driven, one);
    return { id, driven };
  }
  return { id, driven: null };
}

async function must(...ask: Parameters<GotSurgeHouse['ask']>): Promise<void> {
  const { status, text } = await house.ask(...ask);
  assert.equal(status, 200, text);
}

/** What of a task may not change: our clock goes on. */
async function state(id: string): Promise<Json> {
  const { server_time: _, ...rest } = await house.detail(id);
  return rest;
}

/** @returns true: it happened; false: it was refused; null: there is nothing that could be asked */
type Try = (to: GotSurgeStatus, reached: Reached) => Promise<boolean | null>;

/** Each word from the one, each time from a task that has it. @returns what happened */
async function tryAll(from: GotSurgeStatus, tryTo: Try): Promise<readonly Move[]> {
  const moved: Move[] = [];
  let reached = await reach(from);
  assert.equal((await house.detail(reached.id))['current_status'], from);
  for (const to of statusWords.filter((word) => word !== from)) {
    const seen = await state(reached.id);
    const isDone = await tryTo(to, reached);
    if (isDone) {
      moved.push(`${from} -> ${to}`);
      assert.equal((await house.detail(reached.id))['current_status'], to);
      reached = await reach(from);
    } else if (isDone === false && to !== 'draft') {
      // an update is a new version, also one that changes nothing
      assert.deepEqual(await state(reached.id), seen, `${from} -> ${to} changed something`);
    }
  }
  return moved;
}

const isAllowed = (status: number, what: string): boolean => {
  assert.ok([200, 201, 409].includes(status), `${what}: ${status}`);
  return status < 300;
};

describe('by partners, couriers and the clock', () => {
  const moved: Move[] = [];
  for (const from of statusWords)
    test(`from ${from}`, async () => {
      moved.push(...(await tryAll(from, byItsVerb)));
    });

  test('what happened is the document’s table, no more and no less', () => {
    assert.deepEqual(moved.toSorted(), documented.toSorted());
  });
});

const byItsVerb: Try = async (word, { id, driven }) => {
  if (word === 'draft') return writeStatus(id);
  // nobody’s but the operator’s
  if (word === 'pending_broadcast') return null;
  if (word === 'expired') return timeGoesBy(id);
  if (word === 'broadcasting') return isAllowed((await house.ask('PUT', '/platform/tasks/broadcast', { task_ids: [id] })).status, word); // prettier-ignore
  if (word === 'cancelled') return isAllowed((await house.ask('PUT', `/tasks/${id}/cancel`, { reason: 'x' })).status, word); // prettier-ignore
  if (word === 'accepted') {
    const round = await roundOf(house, id);
    // a draft was never offered to anybody
    return round && isDone(bystander, { kind: 'accept', offerId: round.id }, ['offer_taken']);
  }
  const action = { ...steps[word], deliveryId: id };
  await isDone(await addPhone(house), action, ['stop_not_found'], 'refused');
  return isDone(driven ?? bystander, action, driven ? ['illegal_transition'] : ['stop_not_found']);
};

/** @param only what it must come to, for whom the task is none of his business */
async function isDone(phone: Phone, action: Json, codes: readonly string[], only?: 'refused'): Promise<boolean> {
  const { outcome, code } = await act(house, phone, action);
  if (only) assert.equal(outcome, only);
  if (outcome === 'refused') assert.ok(codes.includes(String(code)), `${JSON.stringify(action)}: ${code}`);
  return outcome === 'done';
}

/** No call makes a draft of a task. A whole task may be sent back with its statuses: they are not the partner's to write. */
async function writeStatus(id: string): Promise<boolean> {
  const { current_status: was, version_rev } = await house.detail(id);
  const change = { current_status: 'draft', statuses: [], version_rev };
  isAllowed((await house.ask('PATCH', `/platform/tasks/${id}`, change)).status, 'PATCH');
  assert.equal((await house.detail(id))['current_status'], was);
  return false;
}

/** The system's own move: whether it is expired an hour later, when the house has ended what is over. */
async function timeGoesBy(id: string): Promise<boolean> {
  house.deps.clock.move(3_600_000);
  const { current_status: seen } = await house.detail(id);
  await expireDueOffers(house.deps, 100);
  const { current_status: is } = await house.detail(id);
  house.deps.clock.move(-3_600_000);
  assert.equal(seen, is, 'a read goes by the clock, whether or not anybody has ended it');
  return is === 'expired';
}

/**
 * What an operator may do besides. His stops are entered by hand, hours later and for people without a phone, so that he
 * may leave steps out (docs/decisions/0005); a courier's phone may not.
 */
const beyond: readonly Move[] = [
  // he gives it to a courier of his own, whom nobody asked
  'pending_broadcast -> accepted',
  // what waits is offered once more
  'pending_broadcast -> broadcasting',
  // a trip that is called off makes its task wait again
  'accepted -> pending_broadcast',
  // a pickup that failed is tried again
  'unsuccessful_pickup -> accepted',
  // he calls off what a courier has, as long as the goods are not aboard
  'accepted -> cancelled',
  'pending_pickup -> cancelled',
  'pickup_arriving -> cancelled',
  'unsuccessful_pickup -> cancelled',
  'unsuccessful_delivery -> cancelled',
  // steps left out
  'accepted -> unsuccessful_pickup',
  'accepted -> pending_delivery',
  'accepted -> unsuccessful_delivery',
  'accepted -> complete',
  'pending_pickup -> unsuccessful_pickup',
  'pending_pickup -> pending_delivery',
  'pending_pickup -> complete',
  'pickup_arriving -> complete',
  'pending_delivery -> unsuccessful_delivery',
  'pending_delivery -> complete',
];

describe('by the operator’s keys', () => {
  const moved: Move[] = [];
  for (const from of statusWords)
    test(`from ${from}`, async () => {
      moved.push(...(await tryAll(from, byOperator)));
    });

  test('what happened beyond the document is what the list above says', () => {
    const wider = moved.filter((move) => !documented.includes(move));
    assert.deepEqual(wider.toSorted(), beyond.toSorted());
    assert.ok(moved.length > wider.length);
  });
});

const byOperator: Try = async (word, { id, driven }) => {
  const operate = async (path: string, payload: object = {}) => {
    const headers = { authorization: `Bearer ${house.platform.tenant.key}` };
    const { statusCode } = await house.app.inject({ method: 'POST', url: `/v1${path}`, headers, payload });
    return isAllowed(statusCode, path);
  };
  if (word === 'draft' || word === 'expired') return null;
  if (word === 'cancelled') return operate(`/deliveries/${id}/cancel`);
  if (word === 'broadcasting') return operate(`/deliveries/${id}/offer`);
  if (word === 'accepted')
    return operate('/trips', { courierId: (await addPhone(house)).courierId, deliveryIds: [id] });
  const trip = driven && (await lastTripOf(driven));
  if (!trip) return null;
  if (word === 'pending_broadcast') return operate(`/trips/${trip.id}/cancel`);
  const { path, payload } = stopsAction(word, trip);
  return operate(path, payload);
};

interface Trip {
  readonly id: string;
  readonly stops: readonly { readonly id: string; readonly leg: string }[];
}

/** Also one that was called off, or is over. */
async function lastTripOf({ courierId }: Driven): Promise<Trip | null> {
  const { data } = await house.operate('GET', '/trips?limit=100');
  const found = (data as readonly { readonly id: string; readonly courierId: string }[]).find((one) => one.courierId === courierId); // prettier-ignore
  return found ? ((await house.operate('GET', `/trips/${found.id}`)) as unknown as Trip) : null;
}

/** The courier's step as an operator enters it. */
function stopsAction(word: Step, { id, stops }: Trip): { readonly path: string; readonly payload: object } {
  const { kind, leg = kind === 'pick_up' ? 'pickup' : 'dropoff', ...payload }: Json = steps[word];
  if (kind === 'set_out') return { path: `/trips/${id}/start`, payload: {} };
  const stop = stops.find((one) => one.leg === leg) ?? assert.fail('no such stop');
  return { path: `/stops/${stop.id}/${String(kind).replace('_', '-')}`, payload };
}
