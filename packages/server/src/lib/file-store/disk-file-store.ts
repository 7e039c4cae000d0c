/** Files on a local disk, durable before `put` resolves and readable by the server's own user only. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { checkFileKey, isFileKey } from './file-key.ts';
import { FileMissing, type FileStore } from './file-store.ts';

const pageSize = 500;
const halfSuffix = '.part';
/** No key holds an underscore, so a shard is never mistaken for a segment of a key. */
const shardMark = '_';

/** @param folder one of ours, that exists. */
export function createDiskFileStore(folder: string): FileStore {
  const root = resolve(folder);
  return {
    async put(key, content) {
      const path = pathOf(root, key);
      const half = await writeHalf(path, content);
      try {
        await rename(half, path);
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
      await syncFolders(root, dirname(path));
    },

    async get(key) {
      try {
        const file = await open(pathOf(root, key), 'r');
        return file.createReadStream();
      } catch (error) {
        throw isMissing(error) ? new FileMissing(key) : error;
      }
    },

    async remove(key) {
      await rm(pathOf(root, key), { force: true });
    },

    async *olderThan(instant) {
      let page: string[] = [];
      for await (const path of filesBelow(root)) {
        const { mtime } = await stat(path).catch(() => ({ mtime: instant }));
        if (mtime >= instant) continue;
        // what a crash left half-written has no key that anyone could name
        if (path.endsWith(halfSuffix)) await rm(path, { force: true });
        const key = keyOf(root, path);
        if (key === null || page.push(key) < pageSize) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}

/**
 * Keys end in random characters (a UUID v7 begins with the clock), so the last two shard evenly: 256 folders for each
 * prefix keep a folder small enough to list.
 */
function pathOf(root: string, key: string): string {
  const folder = dirname(checkFileKey(key));
  const name = basename(key);
  return join(root, folder, shardMark + name.slice(-2), name);
}

function keyOf(root: string, path: string): string | null {
  const segments = relative(root, path).split('/');
  const shard = segments.splice(-2, 1)[0];
  const key = segments.join('/');
  return shard?.startsWith(shardMark) && isFileKey(key) ? key : null;
}

/** Writes beside the final name, so that nothing but whole files ever stands under a key. */
async function writeHalf(path: string, content: Buffer): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const name = `${path}.${randomUUID()}${halfSuffix}`;
  const file = await open(name, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await rm(name, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return name;
}

/** A name is durable once its folder is, and so on upwards: any of them may be new. */
async function syncFolders(root: string, lowest: string): Promise<void> {
  for (let path = lowest; ; path = dirname(path)) {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    if (path === root || path === dirname(path)) return;
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
