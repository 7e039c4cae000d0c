/** Spoils values and texts in the ways that break servers: types, boundaries, odd texts, poisoned names, broken JSON. */
import fc from 'fast-check';
import { isJson } from './json.ts';

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

/** `@raw:…@` becomes JSON that no JavaScript value is written as. */
const oddValues: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e-7, 1e21, 1e308, 5e-324, 2 ** 31, 2 ** 31 - 1, -(2 ** 31) - 1, 2 ** 53 - 1, 2 ** 63,
  '@raw:1e999@', '@raw:-0@', '@raw:12345678901234567890@', '@raw:0.10000000000000000001@',
  '', ' ', '\0', 'a\0b', '\ud800', '\udfff x', '😀', '\u202eabc', '\ufeff', 'ﷺ'.repeat(50), 'x'.repeat(3000), '🏳️‍🌈'.repeat(100),
  "'; drop table delivery; --", "' or '1'='1", '%', '_', '\\', '%00', '${7*7}', '{{7*7}}', '<script>alert(1)</script>',
  '../../../etc/passwd', '=1+1', '\r\nX-Injected: 1', 'NaN', 'Infinity', '-Infinity', '0x10', '1e5', '1e400', '١٢٣', '1,5',
  '2026-02-30T00:00:00Z', '2026-12-31T23:59:60Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z',
  '2026-01-01', '2026-01-01T00:00:00', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00+99:99',
  '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'not-an-id', '{{other.deliveries.1}}',
  '{{other.couriers.1}}', '{{own.trips.1}}', [], {}, [[]], [null], {}, deep(20), deep(40), Array.from({ length: 1500 }, (_, index) => index),
]; // prettier-ignore

const odd = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...oddValues) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);

const oddNames = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'length',
    'id',
    'role',
  ),
  fc.constantFrom(
    'accountId',
    'account_id',
    'version',
    'state',
    'createdAt',
    '',
    ' ',
    'a.b',
    '$where',
    '\0',
    '0',
    '-1',
  ),
  fc.string({ unit: 'binary', maxLength: 10 }),
);

export type Mutation = { readonly kind: 'drop' | 'replace' | 'add' | 'wrap' | 'twice' | 'poison'; readonly at: number; readonly value: unknown; readonly name: string }; // prettier-ignore

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('drop', 'replace', 'replace', 'replace', 'add', 'wrap', 'twice', 'poison'),
  at: fc.noBias(fc.nat(1000)),
  value: odd,
  name: oddNames,
});

/** Mostly none, so that many requests succeed and change something. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 2 }) },
);

/** The value with the change made at one of its places, counted from the outside in; as a whole only when it has no parts. */
export function mutate(value: unknown, change: Mutation): unknown {
  const parts = count(value) - 1;
  return at(value, { left: parts === 0 || change.at === 0 ? 0 : 1 + (change.at % parts) }, change);
}

function count(value: unknown): number {
  return 1 + children(value).reduce((sum, [, one]) => sum + count(one), 0);
}

function at(value: unknown, place: { left: number }, change: Mutation): unknown {
  if (place.left === 0) {
    place.left = -1;
    return change.kind === 'drop' ? dropped : spoilt(value, change);
  }
  if (place.left > 0) place.left -= 1;
  if (place.left < 0 || typeof value !== 'object' || value === null) return value;
  const changed = children(value).map(([name, one]) => [name, at(one, place, change)] as const);
  const kept = changed.filter(([, one]) => one !== dropped);
  // makes a `__proto__` of the data's own, where an assignment would not
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept);
}

const dropped = Symbol('dropped');

function spoilt(value: unknown, { kind, value: other, name }: Mutation): unknown {
  if (kind === 'wrap') return [value];
  if (kind === 'twice') return Array.isArray(value) ? value.concat(value) : [value, value];
  if (kind === 'add' && isJson(value)) return Object.fromEntries([...Object.entries(value), [name, other]]);
  if (kind === 'poison' && isJson(value)) {
    return Object.fromEntries([...Object.entries(value), ['__proto__', { admin: true, toString: null }]]);
  }
  return other;
}

function children(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** JSON of a value, with what only a text can say. */
export function toText(value: unknown): string {
  const text = value === dropped ? '' : (JSON.stringify(value) ?? '');
  return text.replaceAll(/"@raw:([^@]*)@"/g, '$1');
}

/** What may happen to a body on its way; mostly nothing. */
export const breakText: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 60, arbitrary: fc.constant((text: string) => text) },
  { weight: 1, arbitrary: fc.nat(200).map((length) => (text: string) => text.slice(0, length)) },
  { weight: 1, arbitrary: fc.constant(() => '') },
  { weight: 1, arbitrary: fc.constant((text: string) => `\ufeff${text}`) },
  { weight: 1, arbitrary: fc.constant((text: string) => `${text}${text}`) },
  { weight: 1, arbitrary: fc.constant(() => '['.repeat(20_000) + ']'.repeat(20_000)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map((text) => () => text) },
);

/** For queries, paths and headers: text of which each piece is odd. */
export const oddTexts: fc.Arbitrary<string> = odd.map((value) => (typeof value === 'string' ? value : toText(value)).slice(0, 600)); // prettier-ignore
