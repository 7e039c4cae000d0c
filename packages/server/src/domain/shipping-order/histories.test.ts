/** Lives of shipping orders in which words of provider, carrier and payer are lost, repeated and late. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { placedAt, placedOrder } from '../../../test/draft-shipping.ts';
import { DomainError } from '../errors.ts';
import type { CarrierWord } from '../carrier/carrier.ts';
import type { PublicStatus } from '../public-order/public-status.ts';
import { unchanged, type ShippingOrderChanged } from './change.ts';
import { hearCarrier } from './hear-carrier.ts';
import { hearProvider } from './hear-provider.ts';
import { receive, settle, waybillMade } from './lifecycle.ts';
import type { ShippingOrder } from './shipping-order.ts';
import { canShip } from './shipping-status.ts';

type Step =
  | { readonly who: 'provider'; readonly word: PublicStatus }
  | { readonly who: 'carrier'; readonly word: CarrierWord; readonly at: Date }
  | { readonly who: 'payer' | 'waybill' | 'receiver' };

const provider = (word: PublicStatus): Step => ({ who: 'provider', word });
const payer: Step = { who: 'payer' };
const waybill: Step = { who: 'waybill' };
const receiver: Step = { who: 'receiver' };

/** What the carrier says, one word a minute. */
const carried = (...words: readonly CarrierWord[]): readonly Step[] =>
  words.map((word, minute) => ({ who: 'carrier', word, at: new Date(placedAt.getTime() + 60_000 * (minute + 1)) }));

const ready = [
  [payer, provider('Processing'), provider('Ready')],
  [payer, provider('Ready')],
  [provider('Processing'), payer, provider('Ready')],
  [provider('Processing'), provider('Ready'), payer],
] as const;
const ways = [
  [...carried('awaiting_pickup', 'delivering', 'delivered'), receiver],
  [...carried('awaiting_pickup', 'delivering', 'problem', 'delivering', 'delivered'), receiver],
  carried('awaiting_pickup', 'delivering', 'problem', 'returning', 'returned'),
  carried('delivering', 'returning', 'returned'),
  carried('problem', 'delivering', 'delivered'),
  carried('awaiting_pickup', 'cancelled'),
] as const;
const ends = [
  [provider('Cancelled')],
  [provider('Expired')],
  [payer, provider('Cancelled')],
  [payer, provider('Processing'), provider('Expired')],
] as const;

const histories: fc.Arbitrary<readonly Step[]> = fc.oneof(
  fc.tuple(fc.constantFrom(...ready), fc.constantFrom(...ways)).map(([first, way]) => [...first, waybill, ...way]),
  fc.constantFrom(...ends),
);

function act(order: ShippingOrder, step: Step): ShippingOrderChanged {
  const now = new Date(placedAt.getTime() + 3_600_000);
  switch (step.who) {
    case 'provider':
      return hearProvider(order, step.word, { now, paidAtProvider: false });
    case 'carrier':
      return hearCarrier(order, { word: step.word, message: null, at: step.at }, now);
    case 'payer':
      return settle(order, { amount: 14_500, paidAt: now, cause: 'payment' }, now);
    case 'waybill':
      return waybillMade(order, { waybill: 'W', deliveryId: null, trackingUrl: null }, now);
    case 'receiver':
      return receive(order, now);
  }
}

/** What the domain refuses by name is no change. */
function attempt(order: ShippingOrder, step: Step): ShippingOrderChanged {
  try {
    return act(order, step);
  } catch (error) {
    assert.ok(error instanceof DomainError, String(error));
    return unchanged(order);
  }
}

const live = (steps: readonly Step[]) => steps.reduce((order, step) => attempt(order, step).order, placedOrder());

/** Of the order what does not count the words. */
const essence = ({ status, paidAmount, waybill: made, confirmedAt, version }: ShippingOrder) => ({
  status,
  paidAmount,
  made,
  confirmed: confirmedAt !== null,
  version,
});

it('P8: ends where the clean history ends, with as many events, whatever comes twice or late', () => {
  fc.assert(
    fc.property(histories, fc.infiniteStream(fc.nat({ max: 9 })), (history, chance) => {
      const noisy = history.flatMap((step, index) => [
        step,
        ...history.slice(0, index + 1).filter(() => Number(chance.next().value) < 3),
      ]);
      assert.deepEqual(essence(live(noisy)), essence(live(history)), noisy.map((step) => JSON.stringify(step)).join());
    }),
    { numRuns: 500 },
  );
});

it('P8: ends where the clean history ends when words of the carrier are missed, but for the last', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ways), fc.infiniteStream(fc.boolean()), (way, chance) => {
      const begun = [payer, provider('Ready'), waybill];
      const last = way.findLastIndex(({ who }) => who === 'carrier');
      const kept = way.filter(({ who }, index) => who !== 'carrier' || index === last || Boolean(chance.next().value));
      assert.equal(live([...begun, ...kept]).status, live([...begun, ...way]).status);
    }),
  );
});

it('makes one version of each event, in a row, and only legal moves', () => {
  const anything = fc.array(
    fc.oneof(
      fc.constantFrom<PublicStatus>('Paid', 'Processing', 'Ready', 'Cancelled', 'Delivering').map(provider),
      fc.constantFrom(...carried('awaiting_pickup', 'delivering', 'delivered', 'problem', 'returning', 'returned', 'cancelled')), // prettier-ignore
      fc.constantFrom(payer, waybill, receiver),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(anything, (steps) => {
      let order = placedOrder();
      for (const step of steps) {
        const before = order;
        const changed = attempt(before, step);
        const sequences = changed.events.map(({ sequence }) => sequence);
        assert.deepEqual(sequences, changed.events.map((_, index) => before.version + 1 + index)); // prettier-ignore
        assert.equal(changed.order.version, before.version + changed.events.length);
        for (const event of changed.events)
          if (event.type === 'shipping_order.status_changed')
            assert.ok(canShip(event.data.from, event.data.to), `${event.data.from} -> ${event.data.to}`);
        if (changed.events.length === 0) assert.equal(changed.order.status, before.status);
        order = changed.order;
      }
    }),
  );
});
