/** Files for a server that a test starts: another user of the machine may read them. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from './waybill-process.ts';

/** @returns their paths, by name */
export function filesOf(t: Scope, texts: Readonly<Record<string, string>>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-files-'));
  chmodSync(folder, 0o755);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = ([name, text]: [string, string]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return [name, file];
  };
  return Object.fromEntries(Object.entries(texts).map(write)) as Record<string, string>;
}
