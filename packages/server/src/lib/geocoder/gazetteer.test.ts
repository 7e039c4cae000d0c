/** The packaged places: the table's format, what is in it, and that nobody waits for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldName } from '../fold-name.ts';
import { createGazetteer } from './gazetteer.ts';
import { openTable, packTable } from './place-table.ts';

const gazetteer = createGazetteer();

test('a table gives back every row under its key, and nothing under another', () => {
  const rows = fc.array(
    fc.record({
      key: fc.string({ unit: 'grapheme', maxLength: 6 }),
      lat: fc.integer({ min: -9_000_000, max: 9_000_000 }).map((steps) => steps / 1e5),
      lng: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((steps) => steps / 1e5),
      note: fc.nat(65_535),
    }),
  );
  fc.assert(
    fc.property(rows, fc.string(), (all, other) => {
      const table = openTable(packTable(all, { sources: ['s'], texts: ['ä'] }));
      assert.deepEqual([table.count, table.sources, table.texts], [all.length, ['s'], ['ä']]);
      for (const key of new Set([other, ...all.map((row) => row.key)])) {
        const expected = all.filter((row) => row.key === key);
        // equal keys keep their order
        assert.deepEqual(table.find(key), expected.map((row) => ({ ...row, lat: row.lat + 0, lng: row.lng + 0 }))); // prettier-ignore
      }
    }),
  );
});

test('a table gives back the rows in a box, its southern and western edge with them', () => {
  const row = (key: string, lat: number, lng: number) => ({ key, lat, lng, note: 0 });
  const all = [row('IN a', 19, 72), row('IN b', 19.99999, 72.99999), row('IN c', 20, 72.5), row('IN d', 19.5, 73), row('IN e', -19.5, 72.5)]; // prettier-ignore
  const { within } = openTable(packTable(all, { sources: [], texts: [] }));
  const keys = (south: number, west: number) =>
    within({ south, west, north: south + 1, east: west + 1 }).map(({ key }) => key);
  assert.deepEqual(keys(19, 72), ['IN a', 'IN b']);
  assert.deepEqual(keys(-20, 72), ['IN e']);
  assert.deepEqual(keys(0, 0), []);
});

test('names are compared without accents, case and punctuation, and other scripts keep their marks', () => {
  assert.equal(foldName(' Mahārāshtra '), 'maharashtra');
  assert.equal(foldName('St. John’s'), foldName('ST JOHN S'));
  assert.equal(foldName('Jammu & Kashmir'), 'jammu and kashmir');
  assert.notEqual(foldName('कि'), foldName('क'));
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => foldName(foldName(name)) === foldName(name)));
});

test('codes and places are found as they are written', async () => {
  const india = { lat: 28.6419, lng: 77.21755, estimated: false };
  assert.deepEqual(await gazetteer.postalCode('IN', '110001'), india);
  assert.deepEqual(await gazetteer.postalCode('IN', '110 001'), india);
  assert.equal((await gazetteer.postalCode('IN', '400076'))?.estimated, true);
  assert.deepEqual(await gazetteer.postalCode('US', '94103-1234'), await gazetteer.postalCode('US', '94103'));
  assert.ok(await gazetteer.postalCode('US', '94103'));
  for (const [country, code] of [['IN', '000000'], ['DE', '10115'], ['IN', ''], ['', '']] as const)
    assert.equal(await gazetteer.postalCode(country, code), null); // prettier-ignore
  assert.deepEqual(await gazetteer.places('IN', ' POWAI'), [{ lat: 19.1164, lng: 72.90471, state: 'maharashtra' }]);
  assert.deepEqual(await gazetteer.places('BR', 'Sao Paulo'), await gazetteer.places('BR', 'são paulo'));
  for (const name of ['', ' ', '…', 'Nowhere at all']) assert.deepEqual(await gazetteer.places('IN', name), []);
});

test('the data is read once, beside the event loop, and stays out of the heap', async () => {
  const fresh = createGazetteer();
  const before = process.memoryUsage().heapUsed;
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 1);
  await Promise.all(Array.from({ length: 50 }, () => fresh.places('IN', 'Mumbai')));
  clearInterval(timer);
  // a loop that stands still has none; unpacking takes about a tenth of a second
  assert.ok(ticks >= 3, `${ticks} ticks`);
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(grown < 20e6, `${grown} bytes`);
});
