/** The tests that bear the numbers of LogiNext's operations and webhooks in their names. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const server = join(import.meta.dirname, '..', '..');

/** In a name of a test, or the part of one that stands in a table: `[LX12]`, `[LX31, LX32]`, `[LXP-assign]`. */
const mark = /\[((?:(?:LX|WH)\d+|LXP-[a-z-]+)(?:, (?:(?:LX|WH)\d+|LXP-[a-z-]+))*)\]/g;

/** Test files below packages/server, by id. */
export function findMarks(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const file of globSync('{src,test}/**/*.test.ts', { cwd: server }).sort()) {
    for (const [, ids = ''] of readFileSync(join(server, file), 'utf8').matchAll(mark)) {
      for (const id of ids.split(', ')) found.set(id, (found.get(id) ?? new Set()).add(file));
    }
  }
  return new Map([...found].map(([id, files]) => [id, [...files]]));
}
