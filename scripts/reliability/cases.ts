/** The cases of the reliability checklist, and the tests that bear their ids. */

import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type Case = {
  readonly id: string;
  /** 1: before the first release. */
  readonly priority: 1 | 2;
  readonly case: string;
  /** The later work without which it cannot be tested. */
  readonly waits?: string;
};

export const readCases = (): readonly Case[] =>
  // our own file; a test compares its page
  JSON.parse(readFileSync(join(root, 'docs', 'reliability-cases.json'), 'utf8')) as Case[];

/** A name of a test, or the part of one that stands in a table: ids, a colon, a sentence. */
const named = /['`"]((?:[RIWPGAS]\d{1,2}(?:, )?)+): /g;

/** Files, by id. */
export const findTests = (): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>();
  const tests = globSync(['packages/*/{src,test}/**/*.ts', 'scripts/**/*.test.ts'], { cwd: root });
  for (const path of tests.map((file) => join(root, file)).sort()) {
    // shared checks stand beside their tests, without being one
    if (!path.endsWith('.test.ts') && !path.includes('/test/')) continue;
    for (const [, ids = ''] of readFileSync(path, 'utf8').matchAll(named)) {
      for (const id of ids.split(', ')) {
        const files = found.get(id) ?? new Set();
        found.set(id, files.add(relative(root, path)));
      }
    }
  }
  return new Map([...found].map(([id, files]) => [id, [...files]]));
};
