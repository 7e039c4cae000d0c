/** Every dialect's folder is registered, complete and of the same make. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { dialects } from '../src/dialects/registry.ts';
import { root } from './modules.ts';

const folder = join(root, 'dialects');
const folders = readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));

it('registers every folder, and nothing else', () => {
  assert.deepEqual(dialects.map(({ name }) => name).toSorted(), folders.toSorted()); // prettier-ignore
});

for (const name of folders) {
  it(`${name} has the same names inside as every other dialect`, () => {
    const expected = [
      'index.ts',
      'auth.ts',
      'routes',
      'schemas',
      'mapping.ts',
      'status.ts',
      'errors.ts',
      'events.ts',
      'fixtures',
      'README.md',
    ];
    for (const one of expected) assert.ok(existsSync(join(folder, name, one)), `${name}/${one} is missing`);
    assert.ok(readdirSync(join(folder, name)).some((one) => one.endsWith('.test.ts')));
  });
}

it('mounts each under a prefix of its own', () => {
  const prefixes = dialects.map(({ prefix }) => prefix);
  assert.equal(new Set(prefixes).size, prefixes.length);
  for (const prefix of prefixes) assert.match(prefix, /^\/[a-z0-9]+$/);
});

it('gives each webhook one name', () => {
  for (const { webhooks } of dialects) assert.equal(new Set(webhooks).size, webhooks.length);
});
