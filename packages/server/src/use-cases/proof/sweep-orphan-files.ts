/** Removes files that no row names: what a crash between keeping a file and writing its row has left. */
import { findOrphanKeys } from '../../store/proof.ts';
import type { Deps } from '../deps.ts';
import { parseStorageKey } from './storage-key.ts';

/** No upload lasts a day, so a file as old as that has its row or will never get one. */
const youngestMs = 24 * 60 * 60_000;

export interface Sweep {
  readonly removed: number;
  /** Files that could not be removed; the next sweep meets them again. */
  readonly failed: number;
}

/** Safe to run twice and at any time. A page of files costs one query; a file that is not ours stays. */
export async function sweepOrphanFiles(deps: Pick<Deps, 'db' | 'files' | 'log' | 'now'>): Promise<Sweep> {
  const sweep = { removed: 0, failed: 0 };
  for await (const page of deps.files.olderThan(new Date(deps.now().getTime() - youngestMs))) {
    const keys = page.map(parseStorageKey).filter((key) => key !== null);
    for (const key of await findOrphanKeys(deps.db.house, keys)) {
      try {
        await deps.files.remove(key);
        sweep.removed += 1;
      } catch (error) {
        deps.log.warn({ err: error, storageKey: key }, 'a file that no row names could not be removed');
        sweep.failed += 1;
      }
    }
  }
  return sweep;
}
