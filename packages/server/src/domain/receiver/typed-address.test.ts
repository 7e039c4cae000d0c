/** Addresses as receivers type them: what is taken, what is refused, and what becomes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressFields, faultsOf, longestTyped, phoneOf, readTyped, toAddress, type TypedAddress } from './typed-address.ts'; // prettier-ignore

const right: Partial<TypedAddress> = { city: 'Chișinău', street: 'Strada Pușkin 47', phone: '069123456' };
const typed = (change: Partial<TypedAddress> = {}): TypedAddress => {
  const fields = { ...right, ...change };
  return readTyped((name) => fields[name] ?? '');
};
const faults = (change: Partial<TypedAddress>, knowsPhone = false) => faultsOf(typed(change), { knowsPhone });

test('town, street and a phone number are enough', () => {
  assert.deepEqual(faults({}), {});
  assert.deepEqual(faults({ phone: '' }, true), {});
  assert.deepEqual(toAddress(typed()), { apartment: null, street: 'Strada Pușkin 47', landmark: null, locality: null, city: 'Chișinău', state: null, country: 'MD', postalCode: null }); // prettier-ignore
});

test('what is missing, too long or no such thing is named', () => {
  assert.deepEqual(faults({ city: ' \u0000\n', street: '', phone: '' }), { city: 'missing', street: 'missing', phone: 'missing' }); // prettier-ignore
  for (const field of addressFields) {
    const most = longestTyped[field];
    assert.equal(faults({ [field]: 'x'.repeat(most + 1) })[field], 'too_long');
    assert.notEqual(faults({ [field]: 'x'.repeat(most) })[field], 'too_long');
  }
  for (const postalCode of ['205', '20512', 'RO-2051', 'MD 20 51']) assert.equal(faults({ postalCode }).postalCode, 'malformed', postalCode); // prettier-ignore
  for (const phone of ['12', '69123456', '+373', '+3736912345678901', 'sunați', '069 123 45x']) assert.equal(faults({ phone }).phone, 'malformed', phone); // prettier-ignore
});

test('a postcode and a number are kept in one form', () => {
  for (const postalCode of ['2051', 'MD2051', 'md-2051', 'MD 2051']) assert.equal(toAddress(typed({ postalCode })).postalCode, 'MD-2051'); // prettier-ignore
  for (const phone of ['069123456', '069 123-456', '(069) 123.456', '+373 69 123 456', '0037369123456']) assert.equal(phoneOf(typed({ phone })), '+37369123456', phone); // prettier-ignore
  assert.equal(phoneOf(typed({ phone: '+40 721 123 456' })), '+40721123456');
});

test('whatever is typed, no control character and no blank at an end is kept', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { street } = typed({ street: text });
      assert.doesNotMatch(street, /\p{Cc}/u);
      assert.equal(street, street.trim());
    }),
  );
});
