/** Where receivers are sent back to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './place.ts';

const publicUrl = () => 'https://waybill.example';

test('under the address that everybody knows, whatever the request says of its host', () => {
  const request = { originalUrl: '/mdelivery/public/orders/1?lang=ro', host: 'inside:8080' };
  const expected = { base: '/mdelivery/public', address: 'https://waybill.example/mdelivery/public' };
  assert.deepEqual(placeOf({ publicUrl }, request), expected);
});

test('on a host name of the dialect’s own, at its root', () => {
  const request = { originalUrl: '/public/orders/1', host: 'livrare.example' };
  assert.deepEqual(placeOf({ publicUrl }, request), { base: '/public', address: 'https://livrare.example/public' });
});
