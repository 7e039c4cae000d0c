/** The table of a shipping order's moves. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DomainError } from '../errors.ts';
import {
  assertCanShip,
  beforePickup,
  canShip,
  shippingMoves,
  shippingStatuses,
  wordOfShipping,
  type ShippingStatus,
} from './shipping-status.ts';

it('reaches every status from the one in which orders are placed', () => {
  const seen = new Set<ShippingStatus>(['awaiting_payment']);
  for (const status of seen) for (const next of shippingMoves[status]) seen.add(next);
  assert.deepEqual([...seen].toSorted(), [...shippingStatuses].toSorted());
});

it('has final statuses without exits, and no others', () => {
  const final = shippingStatuses.filter((status) => shippingMoves[status].length === 0);
  assert.deepEqual(final, ['cancelled', 'expired', 'confirmed', 'returned']);
});

it('allows exactly the pairs of the table and refuses every other by name', () => {
  for (const from of shippingStatuses) {
    for (const to of shippingStatuses) {
      const exits: readonly ShippingStatus[] = shippingMoves[from];
      assert.equal(canShip(from, to), exits.includes(to) && from !== to, `${from} -> ${to}`);
      if (exits.includes(to)) assert.doesNotThrow(() => assertCanShip(from, to));
      else
        assert.throws(
          () => assertCanShip(from, to),
          (error) => error instanceof DomainError && error.code === 'illegal_transition',
        );
    }
  }
});

it('lets a provider end exactly what no carrier has', () => {
  for (const status of shippingStatuses)
    assert.equal(beforePickup.includes(status), canShip(status, 'expired'), status);
});

it('has a word of its own for each status', () => {
  assert.equal(new Set(Object.values(wordOfShipping)).size, shippingStatuses.length);
});
