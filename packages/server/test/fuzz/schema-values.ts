/** Makes values that a JSON Schema allows, most of them; the mutations come afterwards. */
import fc from 'fast-check';
import { asJson, isJson, type Json } from './json.ts';
import { instants, wordFor } from './words.ts';

export interface Around {
  readonly components: Json;
  readonly operation: string;
  /** The nearest name of a field. */
  readonly name: string;
}

const textPieces = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom('a', '0', ' ', 'Ä', '😀', '\u202e', '%', "'", '12', '2026-01-01') },
);

export function valuesOf(schema: Json, around: Around): fc.Arbitrary<unknown> {
  const plain = bySchema(schema, around);
  const word =
    schema['type'] === 'array' || schema['type'] === 'object' ? null : wordFor(around.name, around.operation);
  return word ? fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: plain }) : plain;
}

function bySchema(schema: Json, around: Around): fc.Arbitrary<unknown> {
  if (typeof schema['$ref'] === 'string') return bySchema(resolve(schema['$ref'], around.components), around);
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return oneOf(choices.map(asJson), around);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum'].map((one: unknown) => one));
  if ('const' in schema) return fc.constant(schema['const']);
  const types = [schema['type']].flat();
  return fc.oneof(
    ...types.map((type) => ({ weight: type === 'null' ? 1 : 4, arbitrary: byType(type, schema, around) })),
  );
}

/** A text beside a number is a number in text, unless it has a length of its own. */
function oneOf(choices: readonly Json[], around: Around): fc.Arbitrary<unknown> {
  const number = choices.find(({ type }) => type === 'number' || type === 'integer');
  return fc.oneof(
    ...choices.map((one) =>
      number && one['type'] === 'string' && one['maxLength'] === undefined
        ? valuesOf(number, around).map(String)
        : valuesOf(one, around),
    ),
  );
}

function byType(type: unknown, schema: Json, around: Around): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return numbers(schema, true);
    case 'number':
      return numbers(schema, false);
    case 'string':
      return texts(schema, around);
    case 'array':
      return lists(schema, around);
    case 'object':
      return objects(schema, around);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function numbers(schema: Json, whole: boolean): fc.Arbitrary<number> {
  const least = limit(schema, 'minimum', -1_000_000);
  const most = limit(schema, 'maximum', 1_000_000_000);
  const edges = fc.constantFrom(least, most, Math.min(most, Math.max(least, 0)), Math.min(most, Math.max(least, 1)));
  const small = fc.integer({ min: Math.ceil(least), max: Math.floor(Math.min(most, Math.ceil(least) + 100)) });
  return whole
    ? fc.oneof(edges, small)
    : fc.oneof(
        edges,
        small,
        small.map((one) => one / 4),
        fc.double({ min: least, max: most, noNaN: true }),
      );
}

function texts(schema: Json, { operation }: Around): fc.Arbitrary<string> {
  const { format, description = '', maxLength, minLength } = schema;
  const says = String(description);
  if (format === 'date-time' || says.startsWith('UTC, ISO')) return instants;
  if (format === 'uuid') return fc.uuid();
  if (says.startsWith('Reference id')) return wordFor('reference', operation) ?? fc.uuid();
  if (says === 'Y or N') return fc.constantFrom('Y', 'N', 'y');
  const most = typeof maxLength === 'number' ? maxLength : 300;
  const least = typeof minLength === 'number' ? minLength : 0;
  const long = fc.constantFrom('x'.repeat(most), '😀'.repeat(Math.floor(most / 2)), 'x'.repeat(most + 1));
  const fitting = textPieces.map((text) => text.padEnd(least, 'x').slice(0, most));
  const numeric = fc.oneof(fc.nat(1000).map(String), fc.constantFrom('12.345', '0', '007', '1e3', '-5'));
  return fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: long }, { weight: 3, arbitrary: numeric });
}

function lists(schema: Json, around: Around): fc.Arbitrary<unknown[]> {
  const minLength = limit(schema, 'minItems', 0);
  const maxLength = Math.max(minLength, Math.min(3, limit(schema, 'maxItems', 3)));
  return fc.array(valuesOf(asJson(schema['items'] ?? {}), around), { minLength, maxLength });
}

function objects(schema: Json, around: Around): fc.Arbitrary<unknown> {
  const properties = isJson(schema['properties']) ? schema['properties'] : {};
  const names = Object.keys(properties);
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const model = Object.fromEntries(
    names.map((name) => [name, valuesOf(asJson(properties[name]), { ...around, name })] as const),
  );
  const optional = names.filter((name) => !required.includes(name));
  // few of many optional fields, as a client would; all of them now and then
  return fc.tuple(fc.record(model), fc.oneof({ weight: 3, arbitrary: fc.subarray(optional, { maxLength: Math.min(6, optional.length) }) }, { weight: 2, arbitrary: fc.constant(optional) }))
    .map(([whole, chosen]) => Object.fromEntries(Object.entries(whole).filter(([name]) => required.includes(name) || chosen.includes(name)))); // prettier-ignore
}

function resolve(reference: string, components: Json): Json {
  const places = reference.split('/').slice(2);
  return asJson(places.reduce<unknown>((part, place) => asJson(part)[place], components));
}

function limit(schema: Json, key: string, otherwise: number): number {
  const value = schema[key];
  return typeof value === 'number' ? value : otherwise;
}
