/** Runs the tests (all, or the files named) against one real database server, and closes with `N passed, N failed`. */

import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { globalSetup, globalTeardown } from '../packages/server/test/global-setup.ts';

const root = join(import.meta.dirname, '..');
const named = process.argv.slice(2).map((file) => resolve(file));
const all = globSync(['packages/*/{src,test}/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'], { cwd: root });
const files = (named.length > 0 ? named : all.map((file) => join(root, file))).sort();

// Each file runs in a process of its own: what one has compiled, the next need not compile again.
const compiled = mkdtempSync(join(tmpdir(), 'waybill-compiled-'));
process.env['NODE_COMPILE_CACHE'] = compiled;

await globalSetup();
const counts = { passed: 0, failed: 0, skipped: 0 };
const tests = run({
  files,
  concurrency: Math.min(3, Math.max(2, availableParallelism())),
  // For a whole file: long enough for a slow machine, short enough that a hang is seen.
  timeout: 600_000,
});
tests.on('test:summary', ({ file, counts: seen }) => {
  // One summary comes per file and one for all.
  if (file !== undefined) return;
  counts.passed = seen.passed;
  counts.skipped = seen.skipped + seen.todo;
  counts.failed = seen.tests - counts.passed - counts.skipped;
});
for await (const line of tests.compose(spec)) process.stdout.write(String(line));
await globalTeardown();
rmSync(compiled, { recursive: true, force: true });

const { passed, failed, skipped } = counts;
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
