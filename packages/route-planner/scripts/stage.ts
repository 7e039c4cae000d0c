/**
 * `node scripts/stage.ts FOLDER`: the package as npm should have it, with JavaScript and declarations instead of sources.
 * Publish it from there: `npm publish FOLDER`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'build'));

mkdirSync(folder, { recursive: true });
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const options = ['--outDir', join(folder, 'dist'), '--rootDir', join(root, 'src')];
execFileSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), ...options], { stdio: 'inherit' });

// The types of the map page, and what checks it, are for those who work on it.
const filter = (path: string): boolean => !/\.(?:ts|json)$/u.test(path);
for (const name of ['bin', 'map-page', 'README.md'])
  cpSync(join(root, name), join(folder, name), { recursive: true, filter });
cpSync(join(root, '../../LICENSE'), join(folder, 'LICENSE'));

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
writeFileSync(
  join(folder, 'package.json'),
  `${JSON.stringify({ ...own, exports, engines: { node: '>=20' } }, null, 2)}\n`,
);
