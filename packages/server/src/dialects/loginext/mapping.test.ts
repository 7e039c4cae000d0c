/** Properties of the mapping: what any order says is what the core gets and what Get Order says again. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { create } from '../../domain/delivery/lifecycle.ts';
import type { DeliveryView } from '../../use-cases/delivery/read-deliveries.ts';
import { ElementRefused } from './errors.ts';
import { toDeliveryDraft } from './mapping.ts';
import { toOrder } from './order-view.ts';
import { fromReference, toReference } from './references.ts';
import type { Field, Fields } from './schemas/fields.ts';
import { bothOrder, deliverOrder, pickupOrder } from './schemas/order.ts';

const now = new Date('2026-01-01T00:00:00Z');

/** A value that the field allows, as a client may send it. */
function valueOf({ kind, max }: Field): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'text':
      return fc.string({ minLength: 1, maxLength: Math.min(max, 40) });
    case 'integer':
      return numberOrText(fc.integer({ min: 0, max: 1e6 }));
    case 'minutes':
      return numberOrText(fc.integer({ min: 0, max: 1440 }));
    case 'kg':
    case 'cc':
      return numberOrText(fc.integer({ min: 0, max: 1e9 }).map((thousandths) => thousandths / 1000));
    case 'money':
      return numberOrText(fc.integer({ min: 0, max: 1e9 }).map((minor) => minor / 100));
    case 'latitude':
      return numberOrText(fc.integer({ min: -90_000, max: 90_000 }).map((thousandths) => thousandths / 1000));
    case 'longitude':
      return numberOrText(fc.integer({ min: -180_000, max: 180_000 }).map((thousandths) => thousandths / 1000));
    case 'flag':
      return fc.constantFrom('Y', 'N');
    case 'date':
      return fc.constantFrom('2026-01-01T08:00:00.000Z', '2026-01-01T08:00:00Z', '2026-01-01T13:30:00+05:30');
    case 'decimal':
    case 'celsius':
    case 'texts':
    case 'day':
    case 'boolean':
    case 'any':
      return fc.constant(undefined);
  }
}

const numberOrText = (number: fc.Arbitrary<number>) =>
  number.chain((one) => fc.constantFrom<unknown>(one, String(one)));

/** Words of the document's tables: other text is refused. */
const coded: Readonly<Record<string, fc.Arbitrary<string>>> = {
  Country: fc.constantFrom('IND', 'india', ' IN ', 'INDIA'),
  State: fc.constantFrom('MH', 'Maharashtra', ' uttar pradesh', 'IN-TN'),
};

const wordOf = (name: string) => coded[/^(?:deliver|pickup|return)(Country|State)$/.exec(name)?.[1] ?? ''];

function orderOf(fields: Fields, type: string): fc.Arbitrary<Record<string, unknown>> {
  const parts = Object.entries(fields).map(([name, field]) => {
    const value = wordOf(name) ?? valueOf(field);
    return [name, field.required ? value : fc.option(value, { nil: undefined })] as const;
  });
  return fc.record(Object.fromEntries(parts)).map((order) => ({
    ...order,
    shipmentOrderTypeCd: type,
    orderState: 'FORWARD',
    paymentType: 'COD',
    shipmentCrateMappings: [],
  }));
}

const orders = fc.oneof(orderOf(deliverOrder, 'DELIVER'), orderOf(pickupOrder, 'PICKUP'), orderOf(bothOrder, 'BOTH'));

function view(order: unknown): DeliveryView {
  const { delivery } = create(toDeliveryDraft(order, 'INR'), { accountId: 'a', id: 'd', now });
  return {
    ...delivery,
    accountName: 'A',
    trip: null,
    pickupStop: null,
    dropoffStop: null,
    proofFiles: 0,
    hubPosition: null,
  };
}

it('says again in Get Order what the order said', () => {
  fc.assert(
    fc.property(orders, (sent) => {
      const said = toOrder(view(sent), now);
      assert.equal(said.orderNo, sent['orderNo']);
      assert.equal(said.shipmentOrderTypeCd, sent['shipmentOrderTypeCd']);
      assert.equal(said.awbNumber, sent['awbNumber'] ?? '');
      assert.equal(said.packageWeight, Number(sent['packageWeight'] ?? 0));
      assert.equal(said.packageVolume, Number(sent['packageVolume'] ?? 0));
      assert.equal(said.packageValue, Number(sent['packageValue'] ?? 0));
      assert.equal(said.deliveryType, sent['deliveryType'] ?? null);
      assert.equal(said.shipmentOrderDt, Date.parse(String(sent['shipmentOrderDt'])));
      const leg = sent['shipmentOrderTypeCd'] === 'DELIVER' ? 'deliver' : 'pickup';
      assert.equal(said.customerCode, sent[`${leg}AccountCode`]);
      assert.equal(said.branchName, sent['distributionCenter']);
      assert.equal(said.plannedServiceTime, Number(sent[`${leg}ServiceTime`]));
    }),
  );
});

it('keeps every field of the document in the core', () => {
  fc.assert(
    fc.property(orders, (sent) => {
      const draft = toDeliveryDraft(sent, 'INR');
      const kept = JSON.stringify(draft);
      for (const [name, value] of Object.entries(sent)) {
        // a place without a leg is not kept but for its notes
        if (typeof value !== 'string' || value.length < 6 || /Window$|Dt$|Fl$|Cd$|State$|Weight|Volume|Value|Latitude|Longitude|ServiceTime|numberOfItems|paymentType/.test(name)) continue; // prettier-ignore
        assert.ok(kept.includes(JSON.stringify(value).slice(1, -1)), `${name}: ${value}`);
      }
    }),
  );
});

it('refuses an order without any one of its mandatory fields, and names it', () => {
  for (const [fields, type] of [
    [deliverOrder, 'DELIVER'],
    [pickupOrder, 'PICKUP'],
    [bothOrder, 'BOTH'],
  ] as const) {
    const [sample] = fc.sample(orderOf(fields, type), { numRuns: 1, seed: 7 });
    for (const [name, field] of Object.entries(fields)) {
      // the mapping above gives these itself
      if (!field.required || name === 'paymentType') continue;
      const { [name]: _, ...rest } = sample ?? {};
      assert.throws(
        () => toDeliveryDraft(rest, 'INR'),
        (error) => error instanceof ElementRefused && error.faults.some(({ key }) => key === name),
        `${type} ${name}`,
      );
    }
  }
});

it('turns ids into reference ids and back', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      assert.equal(fromReference(toReference(id)), id);
      assert.match(toReference(id), /^[0-9a-f]{32}$/);
    }),
  );
  for (const text of ['', 'x', '0'.repeat(31), `${'0'.repeat(32)}1`, 'g'.repeat(32)])
    assert.equal(fromReference(text), null);
});
