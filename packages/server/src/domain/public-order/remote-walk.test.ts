/** Fourteen words, twenty states: where each leads. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { canMove, deliveryStates, type DeliveryState } from '../delivery/delivery-state.ts';
import { publicStatuses, publicStatusOf, toPublicStatus, type PublicStatus } from './public-status.ts';
import { walkTo } from './remote-walk.ts';

type Row = Partial<Record<PublicStatus, string>>;

/** From where goods wait, with nothing before it or with the steps that nobody reported. */
const fromReady = (before = '', first = 'ready'): Row => {
  const way = (end: string) => `${before}${before && ' > '}${end}`;
  return {
    Ready: way(first),
    AwaitingPickup: way(first),
    Delivering: way(`${first} > in_transit`),
    Delivered: way(`${first} > delivered`),
    Confirmed: way(`${first} > delivered > confirmed`),
    Problem: way(`${first} > pickup_failed`),
    Returning: way(`${first} > in_transit > returning`),
    Returned: way(`${first} > in_transit > returning > returned`),
  };
};
const onTheWayToPickup: Row = {
  Cancelled: 'cancelled',
  Expired: 'refused',
  Delivering: 'in_transit',
  Delivered: 'delivered',
  Confirmed: 'delivered > confirmed',
  Problem: 'pickup_failed',
  Returning: 'in_transit > returning',
  Returned: 'in_transit > returning > returned',
};
const ended: Row = {
  Delivering: 'refused',
  Delivered: 'refused',
  Confirmed: 'refused',
  Returning: 'refused',
  Returned: 'refused',
};
const notCalledOff: Row = { Cancelled: 'refused', Expired: 'refused' };
const over: Row = { Cancelled: 'cancelled', Expired: 'expired' };

/** What is not named changes nothing: it is there already, or farther. */
const table: Readonly<Record<DeliveryState, Row>> = {
  draft: {
    ...fromReady(),
    AwaitingPayment: 'awaiting_payment',
    Paid: 'paid',
    Processing: 'paid > processing',
    Cancelled: 'cancelled',
    Expired: 'awaiting_payment > expired',
  },
  awaiting_payment: { ...fromReady('paid'), ...over, Paid: 'paid', Processing: 'paid > processing' },
  paid: { ...fromReady(), ...over, Processing: 'processing' },
  processing: { ...fromReady(), ...over },
  ready: { ...onTheWayToPickup, ...over },
  offered: { ...ended, ...over, Problem: 'refused' },
  assigned: onTheWayToPickup,
  to_pickup: onTheWayToPickup,
  at_pickup: onTheWayToPickup,
  pickup_failed: {
    Cancelled: 'cancelled',
    Expired: 'refused',
    AwaitingPickup: 'ready',
    Delivering: 'ready > in_transit',
    Delivered: 'delivered',
    Confirmed: 'delivered > confirmed',
    Returning: 'ready > in_transit > returning',
    Returned: 'ready > in_transit > returning > returned',
  },
  in_transit: {
    ...notCalledOff,
    Delivered: 'delivered',
    Confirmed: 'delivered > confirmed',
    Problem: 'delivery_failed',
    Returning: 'returning',
    Returned: 'returning > returned',
  },
  at_dropoff: {
    ...notCalledOff,
    Delivered: 'delivered',
    Confirmed: 'delivered > confirmed',
    Problem: 'delivery_failed',
    Returning: 'delivery_failed > returning',
    Returned: 'delivery_failed > returning > returned',
  },
  delivery_failed: {
    Cancelled: 'cancelled',
    Expired: 'refused',
    Delivering: 'in_transit',
    Delivered: 'delivered',
    Confirmed: 'delivered > confirmed',
    Returning: 'returning',
    Returned: 'returning > returned',
  },
  delivered: { ...notCalledOff, Confirmed: 'confirmed', Returning: 'refused', Returned: 'refused' },
  partially_delivered: { ...notCalledOff, Confirmed: 'confirmed', Returning: 'returning', Returned: 'returning > returned' }, // prettier-ignore
  confirmed: { ...notCalledOff, Returned: 'refused' },
  returning: { ...notCalledOff, Delivered: 'refused', Confirmed: 'refused', Returned: 'returned' },
  returned: { ...notCalledOff, Confirmed: 'refused' },
  cancelled: { ...ended, Expired: 'refused' },
  expired: { ...ended, Cancelled: 'refused' },
};

for (const from of deliveryStates) {
  it(`leads from ${from} where the table says`, () => {
    for (const word of publicStatuses) {
      const way = walkTo(from, word);
      assert.equal(way === null ? 'refused' : way.join(' > '), table[from][word] ?? '', word);
    }
  });
}

it('takes only legal steps, and ends where the same word changes nothing', () => {
  for (const from of deliveryStates) {
    for (const word of publicStatuses) {
      const way = walkTo(from, word) ?? [];
      let here: DeliveryState = from;
      for (const next of way) {
        assert.ok(canMove(here, next), `${here} -> ${next}`);
        here = next;
      }
      if (way.length > 0) assert.deepEqual(walkTo(here, word), [], `${from} ${word}`);
    }
  }
});

/** Words in the order in which a hub sends them. */
const histories: readonly (readonly PublicStatus[])[] = [
  ['AwaitingPayment', 'Paid', 'Ready', 'AwaitingPickup', 'Delivering', 'Delivered', 'Confirmed'],
  ['AwaitingPayment', 'Paid', 'Processing', 'Ready', 'AwaitingPickup', 'Delivering', 'Returning', 'Returned'],
  ['AwaitingPayment', 'Paid', 'Ready', 'AwaitingPickup', 'Delivering', 'Problem', 'Returning', 'Returned'],
  ['AwaitingPayment', 'Expired'],
  ['AwaitingPayment', 'Paid', 'Cancelled'],
];

it('ends where a clean history ends, though words are lost on the way and come again and late', () => {
  const end = (words: readonly PublicStatus[]) =>
    words.reduce<DeliveryState>((state, word) => walkTo(state, word)?.at(-1) ?? state, 'draft');
  fc.assert(
    fc.property(fc.constantFrom(...histories), fc.infiniteStream(fc.nat({ max: 9 })), (history, chance) => {
      const draw = () => Number(chance.next().value);
      const last = history.length - 1;
      const heard = history.flatMap((word, index) => {
        const copies = history.slice(0, index).filter(() => draw() < 2);
        // the last word is sent until it is answered
        return index < last && draw() < 3 ? copies : [word, ...copies.filter((one) => one !== 'Problem')];
      });
      assert.equal(end(heard), end(history), heard.join());
    }),
  );
});

it('knows a foreign carrier that is awaited, and every state by its word', () => {
  assert.equal(publicStatusOf('ready', 'AwaitingPickup'), 'AwaitingPickup');
  assert.equal(publicStatusOf('ready', 'Paid'), 'Ready');
  for (const state of deliveryStates) assert.equal(publicStatusOf(state, null), toPublicStatus[state]);
  for (const word of publicStatuses) assert.ok(Object.values(toPublicStatus).includes(word), word);
});
