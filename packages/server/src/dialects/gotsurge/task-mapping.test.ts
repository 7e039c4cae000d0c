/** Pure: between a partner's task and the core's, both ways, and what is kept in between. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { taskBody } from '../../../test/gotsurge-task.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { TaskSnapshot } from '../../domain/task/task.ts';
import { DomainError } from '../../domain/errors.ts';
import type { NewTask } from './schemas/new-task.ts';
import { toGrams, toItems, toPackage, toQuantity, toWeight } from './task-goods.ts';
import { furtherOf, toKept } from './task-kept.ts';
import { toTaskDrafts } from './task-mapping.ts';
import { assertRevision, toTaskUpdate } from './task-patch.ts';
import { toAddress, toContact, toPerson, toWhereabouts } from './task-places.ts';
import { toTaskDetail } from './task-view.ts';

const now = new Date('2126-08-24T08:00:00Z');
const around = { organisationId: 'O', currency: 'INR', now };
// the sample is one, as its test over HTTP shows
const body = (change: object = {}) => ({ ...taskBody(), ...change }) as NewTask;

/** A task as it is after it was made of a body. */
function madeOf(sent: NewTask) {
  const [draft] = toTaskDrafts([sent], around);
  assert.ok(draft);
  const delivery = { ...draft.delivery, id: 'D', version: 1, state: 'offered', updatedAt: now } as unknown as Delivery; // no more of it is looked at
  const organisation = { id: draft.organisationId, businessName: 'O' };
  const more = { organisation, platformId: null, driver: null, offerExpiresAt: null, statuses: [], epod: null };
  const task = { ...draft.terms, ...more, creationGroup: 'G', distanceMetres: null, distanceByRoad: false } as unknown as TaskSnapshot; // as above
  return { draft, delivery, task };
} // prettier-ignore

const detailOf = (seen: ReturnType<typeof madeOf>) => toTaskDetail(seen, { now, publicUrl: 'https://x' });

describe('places', () => {
  test('a contact without a name is asked for by its company, or by its vessel', () => {
    assert.equal(toPerson({ name: ' Lim ', company_name: 'C' }).customerName, 'Lim');
    assert.equal(toPerson({ name: '', company_name: 'C', vessel_name: 'V' }).customerName, 'C');
    assert.equal(toPerson({ vessel_name: 'V' }).customerName, 'V');
    assert.deepEqual(toPerson({}), { customerName: null, phone: null, email: null });
  });

  test('what was sent comes back as it was, whatever it was', () => {
    const text = fc.oneof(fc.string(), fc.constant(null));
    const sent = fc.record({ name: text, phone: text, company_name: text, berth_no: text, other: fc.jsonValue() }, { requiredKeys: [], noNullPrototype: true }); // prettier-ignore
    fc.assert(fc.property(sent, (contact) => assert.deepEqual(toContact(contact, toPerson(contact)), contact)));
    const number = fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constant(null));
    const address = fc.record({ street_address: text, city: text, zip_code: text, latitude: number, longitude: number, gate: text }, { requiredKeys: [], noNullPrototype: true }); // prettier-ignore
    fc.assert(fc.property(address, (one) => assert.deepEqual(toAddress(one, toWhereabouts(one)), one)));
  });

  test('what the core says otherwise takes its place, and nothing else does', () => {
    const sent = { street_address: 'A', city: 'B', latitude: 1, longitude: 2, gate: 'G' };
    const moved = { ...toWhereabouts(sent), position: { lat: 3, lng: 2 } };
    assert.deepEqual(toAddress(sent, moved), { ...sent, latitude: 3 });
    assert.deepEqual(toAddress({}, toWhereabouts(sent)), { street_address: 'A', city: 'B', latitude: 1, longitude: 2 });
    assert.deepEqual(toContact({ vessel_name: 'V' }, { customerName: 'Lim', phone: null, email: null }), { name: 'Lim', vessel_name: 'V' }); // prettier-ignore
  });
});

describe('goods', () => {
  test('weights in the units that people write', () => {
    const weights = [[1.5, undefined, 1500], [1.5, 'KG ', 1500], [2, 'g', 2], [0.25, 't', 250_000], [1, 'lbs', 454], [1, 'stone', null], [undefined, 'kg', null], [1, 'constructor', null]] as const; // prettier-ignore
    for (const [weight, unit, grams] of weights) assert.equal(toGrams(weight, unit), grams, String(unit));
  });

  test('items are those that were sent while the core says the same of them', () => {
    const sent = [{ id: 7, quantity: 2, colour: 'red' }, { name: 'Rope' }];
    const goods = { packages: [toPackage(sent, 3)], weightGrams: null };
    assert.deepEqual(toItems(sent, goods), sent);
    assert.deepEqual(goods.packages[0]?.items.map(({ code, quantity }) => [code, quantity]), [['7', 2], ['2', 1]]); // prettier-ignore
    assert.deepEqual(toItems([], goods), [{ id: '7', name: '', quantity: 2 }, { id: '2', name: 'Rope', quantity: 1 }]); // prettier-ignore
    assert.equal(toQuantity(goods), 3);
    assert.equal(toQuantity({ packages: [toPackage([], null)], weightGrams: null }), 0);
  });

  test('the weight is that of the core once the two differ', () => {
    const sent = { total_item_weight: 2, total_weight_unit: 'kg' };
    assert.deepEqual(toWeight(sent, { packages: [], weightGrams: 2000 }), {});
    assert.deepEqual(toWeight(sent, { packages: [], weightGrams: 2500 }), { total_item_weight: 2.5, total_weight_unit: 'kg' }); // prettier-ignore
    assert.deepEqual(toWeight({}, { packages: [], weightGrams: null }), {});
  });
});

describe('what is kept', () => {
  test('is what the core has no field for: not what we say ourselves, and not null but for a partner’s own key', () => {
    const kept = toKept({ ...body(), id: 'x', driver: {}, epod: {}, officer_contact: null, mine: null });
    assert.deepEqual(Object.keys(kept).toSorted(), ['admin_fee', 'attachments', 'cargo_details', 'client_time_utc', 'client_timezone', 'from_address', 'from_contact', 'increment', 'items', 'max_price', 'min_price', 'mine', 'purchase_order', 'to_address', 'to_contact', 'total_item_quantity', 'total_item_volume', 'total_item_weight', 'total_quantity_unit', 'total_volume_unit', 'total_weight_unit']); // prettier-ignore
    assert.deepEqual(furtherOf({ zebra: 1, min_price: 2, id: 'x', from_address: {} }, ['min_price']), { min_price: 2, zebra: 1 }); // prettier-ignore
  });

  test('of a window are keys of the partner’s own', () => {
    const sent = body({ from_time_window: { start_time_utc: now.toISOString(), end_time_utc: now.toISOString(), slot: 'AM' } }); // prettier-ignore
    assert.deepEqual(toKept(sent)['from_time_window'], { slot: 'AM' });
    assert.deepEqual(detailOf(madeOf(sent)).from_time_window, { start_time_utc: now.toISOString(), end_time_utc: now.toISOString(), slot: 'AM' }); // prettier-ignore
  });
});

describe('a change', () => {
  const seen = madeOf(body());
  const shown = detailOf(seen);
  const update = (change: object) => toTaskUpdate({ version_rev: shown.version_rev, ...change }, shown);

  test('is nothing for a task that is sent back as it was shown', () => {
    assert.deepEqual(update(shown), { delivery: {}, terms: {}, attributes: {} });
  });

  test('is what is named and differs, in the core’s words', () => {
    const to_contact = { name: 'Master', berth_no: 'J11' };
    const { delivery, terms, attributes, organisationId, units } = update({ to_contact, org_id: 'P', price: 5, currency: 'USD', cargo_net_quantity: 9, total_item_weight: 3, mine: [1], group_tag: '' }); // prettier-ignore
    assert.deepEqual(delivery, { weightGrams: 3000, dropoff: { customerName: 'Master', phone: null, email: null } }); // prettier-ignore
    assert.deepEqual(terms, { groupTag: null, price: 5, currency: 'USD' });
    assert.deepEqual(attributes, { to_contact, total_item_weight: 3, mine: [1] });
    assert.deepEqual([organisationId, units], ['P', 9]);
  });

  test('of what may not change is refused by its name, all at once', () => {
    const refused = (error: unknown) =>
      error instanceof DomainError && error.faults.map(({ path }) => path).join() === 'items,attachments,epod';
    assert.throws(() => update({ items: [], attachments: [], epod: { notes: 'x' } }), refused);
  });

  test('needs the revision that stands', () => {
    assertRevision(shown.version_rev, shown);
    const conflict = (error: unknown) => error instanceof DomainError && error.code === 'version_conflict';
    assert.throws(() => assertRevision('0-00000000', shown), conflict);
  });
});

test('a task that an event froze is shown as one that is read', () => {
  const seen = madeOf(body());
  const frozen = JSON.parse(JSON.stringify(seen)) as typeof seen;
  assert.deepEqual(JSON.parse(JSON.stringify(detailOf(frozen))), JSON.parse(JSON.stringify(detailOf(seen))));
});
