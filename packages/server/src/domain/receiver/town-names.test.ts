/** Towns of Moldova by their Russian names, as people type them: each is one that the gazetteer finds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGazetteer } from '../../lib/geocoder/gazetteer.ts';
import { findInGazetteer } from '../../use-cases/geo/find-in-gazetteer.ts';
import { romanianName, russianNames } from './town-names.ts';

test('a Russian name becomes the Romanian one, however it is written', () => {
  for (const name of ['Кишинёв', 'КИШИНЕВ', 'г. Кишинев', 'город Кишинёв ']) assert.equal(romanianName(name), 'Chișinău', name); // prettier-ignore
  assert.equal(romanianName('Штефан-Водэ'), 'Ștefan Vodă');
  assert.equal(romanianName('Новые Анены'), 'Anenii Noi');
  for (const name of ['Chișinău', 'Село', '', 'constructor']) assert.equal(romanianName(name), name);
});

test('every name of the list is a place that is found', async () => {
  const gazetteer = createGazetteer();
  const nothing = { street: null, landmark: null, locality: null, state: null, postalCode: null };
  for (const name of russianNames) {
    const city = romanianName(name);
    // two places far apart have this name: it needs its district
    const state = city === 'Briceni' ? city : null;
    assert.ok(await findInGazetteer(gazetteer, { ...nothing, city, state, country: 'MD' }), `${name}: ${city}`);
  }
});
