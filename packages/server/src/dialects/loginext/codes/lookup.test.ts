/** The tables as the document prints them, and every way to say a country or a state. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { iso31661, iso31662 } from 'iso-3166';
import { codeFaults } from './check-codes.ts';
import { countryOf, isKnownState, stateNameOf } from './lookup.ts';
import { printedCountries } from './printed-countries.ts';
import { printedStates } from './printed-states.ts';

/** The same word as somebody may type it. */
const typed = (word: fc.Arbitrary<string>) =>
  fc
    .tuple(word, fc.constantFrom('', ' ', '\t', '  '), fc.constantFrom('', ' ', '\n'), fc.nat(2))
    .map(([one, before, after, style]) => {
      const cased = style === 0 ? one : style === 1 ? one.toUpperCase() : one.toLowerCase();
      return { word: one, typed: before + cased + after };
    });

const stateRows = Object.entries(printedStates).flatMap(([alpha2, rows]) =>
  rows.map(([name, code]) => ({ alpha2, name, code })),
);

test('the tables have as many rows as the document prints, and no code twice', () => {
  assert.equal(printedCountries.length, 240);
  assert.equal(new Set(printedCountries.map(([, code]) => code)).size, 240);
  assert.equal(new Set(printedCountries.map(([name]) => name)).size, 240);
  const counts = Object.fromEntries(Object.entries(printedStates).map(([alpha2, rows]) => [alpha2, rows.length]));
  assert.deepEqual(counts, { IN: 36, AU: 5, CA: 13, MX: 32, SA: 13, TZ: 6, AE: 7, MY: 16, ID: 33 });
  for (const rows of Object.values(printedStates)) {
    assert.equal(new Set(rows.map(([, code]) => code)).size, rows.length);
    for (const [, code] of rows) assert.ok(code.length <= 10, code);
  }
});

test('every printed code and name, and every ISO code and name, is a country however it is typed', () => {
  const words = fc.constantFrom(
    ...printedCountries.flat(),
    ...iso31661.flatMap(({ alpha2, alpha3, name }) => [alpha2, alpha3, name]),
  );
  fc.assert(
    fc.property(typed(words), fc.constantFrom('iso' as const, '2017' as const), (sent, table) => {
      const alpha2 = countryOf(sent.typed, table);
      assert.match(alpha2 ?? '', /^[A-Z]{2}$/, sent.word);
      assert.equal(alpha2, countryOf(sent.word, table));
    }),
    { numRuns: 2000 },
  );
});

test('a code and the name beside it are one country, but for the two that the document confused', () => {
  for (const [name, code] of printedCountries) {
    assert.equal(countryOf(code, '2017'), countryOf(name, '2017'), name);
    if (code !== 'AFG' && code !== 'ALB') assert.equal(countryOf(code, 'iso'), countryOf(name, 'iso'), name);
  }
  for (const { alpha2, alpha3, name } of iso31661) {
    for (const word of [alpha2, alpha3, name]) assert.equal(countryOf(word, 'iso'), alpha2, word);
  }
});

test("AFG and ALB mean ISO's countries, or with the account's setting those beside which they are printed", () => {
  assert.deepEqual([countryOf('AFG', 'iso'), countryOf('ALB', 'iso')], ['AF', 'AL']);
  assert.deepEqual([countryOf('AFG', '2017'), countryOf(' alb ', '2017')], ['AL', 'DZ']);
  for (const table of ['iso', '2017'] as const) {
    assert.deepEqual([countryOf('Albania', table), countryOf('ALGERIA', table), countryOf('DZA', table)], ['AL', 'DZ', 'DZ']); // prettier-ignore
    assert.deepEqual([countryOf('AF', table), countryOf('Afghanistan', table)], ['AF', 'AF']);
  }
});

test('old, cut and broken codes are read', () => {
  const pairs = { AE: 'AE', UAE: 'AE', ARE: 'AE', ROM: 'RO', ROU: 'RO', TMP: 'TL', TLS: 'TL', ETH: 'ET', ETHÃÆâ: 'ET' };
  for (const [word, alpha2] of Object.entries(pairs)) assert.equal(countryOf(word, 'iso'), alpha2, word);
  // the same bytes, read by their writer as Latin 1
  assert.equal(countryOf(Buffer.from('ETHÃÆâ').toString('latin1'), 'iso'), 'ET');
  assert.equal(countryOf('ETHICS', 'iso'), null);
});

test('any other word is no country', () => {
  for (const word of ['', ' ', 'XXX', 'Atlantis', 'INDI', 'IN D', 'I.N', '91', '&', 'constructor', '__proto__']) {
    assert.equal(countryOf(word, 'iso'), null, word);
    assert.equal(countryOf(word, '2017'), null, word);
  }
  // no letters, no country: `&` is no Andorra
  fc.assert(
    fc.property(
      fc.string().filter((word) => !/\p{L}/u.test(word)),
      (word) => countryOf(word, 'iso') === null,
    ),
  );
});

test('every printed code and name, and every ISO code and name, is a state of its country however it is typed', () => {
  const subdivisions = iso31662.filter(({ code }) => code.slice(0, 2) in printedStates);
  const words = [
    ...stateRows.flatMap(({ alpha2, name, code }) => [name, code].map((word) => ({ alpha2, word }))),
    ...subdivisions.flatMap(({ code, name }) =>
      [code, code.slice(3), name].map((word) => ({ alpha2: code.slice(0, 2), word })),
    ),
  ];
  const sent = fc
    .constantFrom(...words)
    .chain(({ alpha2, word }) => typed(fc.constant(word)).map((one) => ({ ...one, alpha2 })));
  fc.assert(
    fc.property(sent, ({ alpha2, word, typed: text }) => {
      assert.ok(isKnownState(text, alpha2), `${alpha2} ${word}`);
      assert.equal(stateNameOf(text, alpha2), stateNameOf(word, alpha2));
    }),
    { numRuns: 2000 },
  );
});

test('a printed code means the name beside it, although ISO gives it to another', () => {
  for (const { alpha2, name, code } of stateRows) assert.equal(stateNameOf(code, alpha2), name);
  assert.equal(stateNameOf('ch', 'IN'), 'Chhattisgarh');
  assert.equal(stateNameOf('IN-CH', 'IN'), 'Chandigarh');
  assert.equal(stateNameOf('chh', 'MX'), 'Colima');
  const others = { IN: ['UK', 'UT', 'Uttarakhand', 'OR', 'OD', 'Odisha', 'TA', 'TG', 'TS', 'CG', 'CT'], AU: ['New South ', 'WA'], CA: ['Northwest ', 'NT'] }; // prettier-ignore
  for (const [alpha2, words] of Object.entries(others)) {
    for (const word of words) assert.ok(isKnownState(word, alpha2), word);
  }
});

test('a word is refused as a state only where the document prints a table', () => {
  assert.equal(isKnownState('Bavaria', 'DE'), true);
  assert.equal(isKnownState('California', 'US'), true);
  assert.equal(isKnownState('Bavaria', 'IN'), false);
  assert.equal(isKnownState('ZZ', 'AE'), false);
  assert.equal(stateNameOf('Bavaria', 'DE'), 'Bavaria');
  assert.equal(stateNameOf('ca', 'US'), 'California');
});

test('faults name the field, and the state is judged only when its country is known', () => {
  const faults = (country: string | undefined, state: string | undefined) =>
    codeFaults({ word: country, key: 'c', label: 'C' }, { word: state, key: 's', label: 'S' });
  assert.deepEqual(faults('IND', 'MH'), []);
  assert.deepEqual(faults(undefined, 'Anything'), []);
  assert.deepEqual(faults('Atlantis', 'Anything'), [{ key: 'c', message: ['C is invalid'] }]);
  assert.deepEqual(faults('India', 'Anything'), [{ key: 's', message: ['S is invalid'] }]);
  assert.deepEqual(faults('India', undefined), []);
});
