/** From an address to a place: the cascade through the packaged data, and the operator's server before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { createGazetteer } from '../../lib/geocoder/gazetteer.ts';
import { GeocodeServerAway, type GeocodeServer } from '../../lib/geocoder/geocode-server.ts';
import type { FoundPoint, SoughtAddress } from '../../lib/geocoder/sought-address.ts';
import { geocode } from './geocode.ts';

const nowhere: SoughtAddress = {
  street: null,
  landmark: null,
  locality: null,
  city: null,
  state: null,
  country: null,
  postalCode: null,
};
const gazetteer = createGazetteer();
const log = pino({ level: 'silent' });
const find = async (sought: Partial<SoughtAddress>) => {
  const found = await geocode({ gazetteer, geocodeServer: null, log }, { ...nowhere, ...sought });
  if (found) assert.equal(found.source, 'gazetteer');
  return found && [found.lat, found.lng];
};

test('a postal code is found, and a name near it says it more exactly', async () => {
  const india = { country: 'IN', postalCode: '400076' };
  assert.deepEqual(await find(india), [18.9808, 72.8338]);
  assert.deepEqual(await find({ ...india, street: 'Powai' }), [19.1164, 72.90471]);
  assert.deepEqual(await find({ ...india, locality: 'unheard of', landmark: 'POWAI' }), [19.1164, 72.90471]);
  // its district alone is known, the city is nearer
  assert.deepEqual(await find({ ...india, city: 'Mumbai' }), [19.07283, 72.88261]);
  // a name that is far away belongs to another place
  assert.deepEqual(await find({ ...india, locality: 'Chennai' }), [18.9808, 72.8338]);
  assert.deepEqual(await find({ country: 'IN', postalCode: '110001', city: 'Mumbai' }), [28.6419, 77.21755]);
});

test('codes of countries whose packages name towns are where the town is, or what is near it', async () => {
  assert.deepEqual(await find({ country: 'AU', postalCode: '2000' }), [-33.86487, 151.20717]);
  assert.deepEqual(await find({ country: 'MY', postalCode: '50450' }), [3.1412, 101.68653]);
  assert.deepEqual(await find({ country: 'NO', postalCode: '0150' }), [59.91273, 10.74609]);
  // an arrondissement is in its city; communes of one name are told apart by their department
  assert.deepEqual(await find({ country: 'FR', postalCode: '75001' }), [48.85341, 2.3488]);
  assert.deepEqual(await find({ country: 'FR', postalCode: '33000', locality: 'Pessac' }), [44.80565, -0.6324]);
});

test('without a country a PIN code is one of India, and five digits could be anywhere', async () => {
  assert.deepEqual(await find({ postalCode: '400076' }), [18.9808, 72.8338]);
  assert.equal(await find({ postalCode: '10115', city: 'Berlin' }), null);
  assert.deepEqual(await find({ postalCode: '94103-1234', country: 'US' }), [37.7725, -122.4147]);
});

test('where no code is known the city is, in its state', async () => {
  assert.deepEqual(await find({ country: 'DE', postalCode: '10115', city: 'Berlin' }), [52.52437, 13.41053]);
  assert.deepEqual(await find({ country: 'GB', postalCode: 'X', city: 'london' }), [51.50853, -0.12574]);
  assert.deepEqual(await find({ country: 'US', city: 'Springfield', state: 'Illinois' }), [39.80172, -89.64371]);
  assert.deepEqual(await find({ country: 'IN', city: 'Mumbai', locality: 'Powai' }), [19.1164, 72.90471]);
  assert.deepEqual(await find({ country: 'IN', locality: 'Powai' }), [19.1164, 72.90471]);
});

test('what could be several places, or none, is not guessed', async () => {
  assert.equal(await find({ country: 'US', city: 'Springfield' }), null);
  assert.equal(await find({ country: 'IN', postalCode: '000000', city: 'Atlantis', locality: 'Powai' }), null);
  assert.equal(await find({ country: 'AQ', postalCode: '1' }), null);
  assert.equal(await find({}), null);
});

const powai = { ...nowhere, country: 'IN', postalCode: '110001' };
const server = (answer: () => Promise<FoundPoint | null>): GeocodeServer => ({
  kind: 'photon',
  find: answer,
  addressAt: async () => null,
  close: async () => undefined,
});

test("the operator's server counts before the packaged data, which stands in for it", async () => {
  const ask = async (answer: () => Promise<FoundPoint | null>) =>
    (await geocode({ gazetteer, geocodeServer: server(answer), log }, powai))?.source;
  assert.equal(await ask(async () => ({ lat: 1, lng: 2 })), 'photon');
  assert.equal(await ask(async () => null), 'gazetteer');
  assert.equal(await ask(() => Promise.reject(new GeocodeServerAway('away', { cause: 'why' }))), 'gazetteer');
  await assert.rejects(
    ask(() => Promise.reject(new TypeError('a mistake of ours'))),
    TypeError,
  );
});
