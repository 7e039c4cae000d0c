/** What is read from a JSON body, and what is refused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '../domain/errors.ts';
import { parseStrictJson } from './strict-json.ts';

const parse = (text: string) => parseStrictJson(Buffer.from(text));
const refused = (body: string | Buffer, path?: string) =>
  assert.throws(
    () => parseStrictJson(Buffer.from(body)),
    (error) =>
      error instanceof DomainError &&
      error.code === 'invalid_input' &&
      (path === undefined || error.faults[0]?.path === path),
    String(body).slice(0, 80),
  );

test('ordinary bodies come through as they are', () => {
  for (const value of [{ a: [1, -2.5, 'ü😀', null, true, { b: {} }] }, [], 'text', 9007199254740991, 1e-320]) {
    assert.deepEqual(parse(JSON.stringify(value)), value);
  }
  assert.deepEqual(parse('\uFEFF{"a":1}'), { a: 1 });
  assert.deepEqual(parse('{"a":1,"a":2}'), { a: 2 });
  assert.equal(parse(''), undefined);
});

test('A2: 32 levels are read, one more is refused, a hundred thousand do not end the process', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  assert.ok(parse(nested(32)));
  refused(nested(33));
  refused(nested(100_000));
});

test('A3: what PostgreSQL could not store is refused, and its place is told', () => {
  refused('{"stops":[{"name":"a\\u0000b"}]}', 'stops.0.name');
  refused('{"name":"\\ud800"}', 'name');
  refused('{"a\\u0000":1}');
});

test('A3: numbers that would change are refused', () => {
  refused('{"a":1e999}', 'a');
  refused('{"a":9007199254740993}', 'a');
  refused('[-9007199254740993]', '0');
});

test('A3: names that reach for a prototype are refused', () => {
  refused('{"__proto__":{"admin":true}}');
  refused('{"constructor":{"prototype":{}}}');
  assert.deepEqual(parse('{"constructor":"ACME Ltd"}'), { constructor: 'ACME Ltd' });
});

test('text that is no JSON or no UTF-8 is refused without being quoted', () => {
  refused(Buffer.from([0x22, 0xff, 0x22]));
  assert.throws(
    () => parse('{"password":"hunter2"'),
    (error) => error instanceof Error && !error.message.includes('hunter2'),
  );
});
