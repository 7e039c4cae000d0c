/** docs/settings.md names every setting of a process, and every one of an account with its default. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { defaultSettings } from '../src/domain/account/account.ts';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, '..', ...path), 'utf8');
const page = read('..', '..', 'docs', 'settings.md');
/** All that read the environment. */
const readers = [read('src', 'config.ts'), read('src', 'lib', 'tls-settings.ts')].join('\n');

it('names every variable that is read', () => {
  const known = new Set(
    [...readers.matchAll(/'(WAYBILL_[A-Z0-9_]+|PORT|HOST|DATABASE_URL)'/g)].map(([, name]) => name),
  );
  const shown = new Set([...page.matchAll(/`(WAYBILL_[A-Z0-9_]+|PORT|HOST|DATABASE_URL)`/g)].map(([, name]) => name));
  assert.ok(known.size > 30, `${known.size}`);
  assert.deepEqual(shown, known);
});

it('has a row for every setting of an account, with its default', () => {
  for (const [name, usual] of Object.entries(defaultSettings)) {
    assert.match(page, new RegExp(`^\\| \`${name}\` +\\| ${usual} +\\|`, 'm'));
  }
});
