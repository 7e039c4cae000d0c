/** Holds what a partner is answered or told against the sample of the document: the whole body. */
import assert from 'node:assert/strict';
import { documented, type Difference } from '../src/dialects/loginext/documented.ts';
import { fixture } from './fixture.ts';
import type { Answer } from './loginext-house.ts';
import { normalised } from './placeholders.ts';

/**
 * The body is the sample, its keys in the order of the sample, but for ids, times and positions, and for the
 * differences that the list of what is documented names.
 * @param id of the operation or webhook, as in that list
 */
export function assertSample(body: unknown, name: string, id: string): void {
  const entry = documented.find((one) => one.id === id);
  assert.ok(entry, `${id} is not documented`);
  const expected = normalised(differing(fixture('loginext', name), entry.differs ?? []));
  const actual = normalised(body);
  assert.deepEqual(actual, expected);
  const [written, printed] = [JSON.stringify(actual), JSON.stringify(expected)];
  assert.equal(written === printed, entry.reordered === undefined, `the order of keys: ${written} and ${printed}`);
}

/** As `assertSample`; besides, the status of the answer is that of its body. */
export function assertAnswer({ status, body }: Answer, name: string, id: string): void {
  assertSample(body, name, id);
  assert.equal(status, Object(body).status);
}

/** The sample's request with other ids in the place of its own. @throws where the sample does not have one */
export function withIds<T>(sample: T, ids: Readonly<Record<string, string>>): T {
  let text = JSON.stringify(sample);
  for (const [printed, real] of Object.entries(ids)) {
    assert.ok(text.includes(`"${printed}"`), `the sample has no ${printed}`);
    text = text.replaceAll(`"${printed}"`, `"${real}"`);
  }
  // the same JSON but for some strings
  return JSON.parse(text) as T;
}

function differing(sample: unknown, differences: readonly Difference[]): unknown {
  const copy: unknown = structuredClone(sample);
  for (const { at, is } of differences) put(copy, at, is);
  return copy;
}

/** @param at the path of the value: `data.0.status`. @throws where the sample has no such value, or has that one already */
function put(within: unknown, at: Difference['at'], is: unknown): void {
  const path = at.split('.');
  const last = path.pop() ?? '';
  const holder: unknown = path.reduce((value, key) => Object(value)[key] as unknown, within);
  assert.ok(Object.hasOwn(Object(holder), last), `the sample has no ${at}`);
  assert.notDeepEqual(normalised(Reflect.get(Object(holder), last), last), is, `${at} does not differ`);
  Reflect.set(Object(holder), last, is);
}
