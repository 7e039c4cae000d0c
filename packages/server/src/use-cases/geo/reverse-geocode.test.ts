/** From a place to an address: the packaged data, and the operator's server before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { createGazetteer } from '../../lib/geocoder/gazetteer.ts';
import { GeocodeServerAway, type GeocodeServer } from '../../lib/geocoder/geocode-server.ts';
import { reverseGeocode } from './reverse-geocode.ts';

const gazetteer = createGazetteer();
const log = pino({ level: 'silent' });
const at = (lat: number, lng: number, geocodeServer: GeocodeServer | null = null) =>
  reverseGeocode({ gazetteer, geocodeServer, log }, { lat, lng });
const server = (addressAt: GeocodeServer['addressAt']): GeocodeServer => ({
  kind: 'photon',
  find: async () => null,
  addressAt,
  close: async () => undefined,
});

test('the nearest place is named with its state and its country', async () => {
  assert.equal(await at(19.1164, 72.90471), 'Powai, Maharashtra, India');
  assert.equal(await at(32.71, 74.85), 'Jammu Cantonment, Jammu and Kashmir, India');
  assert.equal(await at(31.7587, -106.4869), 'El Paso, Texas, United States');
  assert.equal(await at(0, -30), null, 'the Atlantic');
});

test('the operator’s server is asked first, and the data when it knows nothing or is away', async () => {
  assert.equal(
    await at(
      19.1164,
      72.90471,
      server(async () => 'Hiranandani Gardens'),
    ),
    'Hiranandani Gardens',
  );
  assert.equal(
    await at(
      19.1164,
      72.90471,
      server(async () => null),
    ),
    'Powai, Maharashtra, India',
  );
  const away = server(() => Promise.reject(new GeocodeServerAway('away', { cause: new Error('refused') })));
  assert.equal(await at(19.1164, 72.90471, away), 'Powai, Maharashtra, India');
  const broken = server(() => Promise.reject(new TypeError('a fault of ours')));
  await assert.rejects(at(19.1164, 72.90471, broken), TypeError);
});
