/** The words of the receiver's pages: each language is whole, is itself, and counts as it should. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageLanguages } from '../../../domain/shipping-order/shipping-order.ts';
import { words } from './words.ts';

/** Every text, with the path to it; functions are called with a word that stands for whatever comes. */
function textsOf(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(Reflect.apply(value, null, ['7', '7']))]];
  return Object.entries(Object(value)).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

test('no text is empty or left in another language', () => {
  const english = new Map(textsOf(words.en));
  const alike = new Set(['.brand', '.order.contact', '.address.hints.city']);
  for (const language of pageLanguages) {
    for (const [path, text] of textsOf(words[language])) {
      assert.notEqual(text.trim(), '', `${language} ${path}`);
      if (language !== 'en' && !alike.has(path)) assert.notEqual(text, english.get(path), `${language} ${path}`);
    }
  }
});

test('Romanian has its own letters, with commas below, and Russian no Latin words but names', () => {
  for (const [path, text] of textsOf(words.ro)) assert.doesNotMatch(text, /[şţŞŢ]/, path);
  const names = /MDelivery|MPay|IDNP|IDNO|cookie/g;
  for (const [path, text] of textsOf(words.ru)) assert.doesNotMatch(text.replaceAll(names, ''), /[a-z]/i, path);
});

test('nouns follow their numbers', () => {
  const { ro, ru, en } = words;
  assert.deepEqual([1, 2, 19, 20, 101, 119, 120].map(ro.order.pieces), ['1 bucată', '2 bucăți', '19 bucăți', '20 de bucăți', '101 bucăți', '119 bucăți', '120 de bucăți']); // prettier-ignore
  for (const [minutes, word] of [[1, 'минуту'], [3, 'минуты'], [5, 'минут'], [11, 'минут'], [13, 'минут'], [21, 'минуту']] as const) assert.ok(ru.identify.wait(minutes).endsWith(` ${minutes} ${word}.`)); // prettier-ignore
  assert.deepEqual([1, 2].map(en.order.pieces), ['1 piece', '2 pieces']);
});
