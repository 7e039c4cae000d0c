/** Keeps the key that encrypts webhook secrets in a file of its own, made the first time. */

import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartFault } from './start-fault.ts';

/** 32 bytes. The file holds them in base64, so that they can be moved into WAYBILL_SECRET_KEY as they are. */
export const readOrMakeKey = async (path: string): Promise<Buffer> => {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  // Only the first link succeeds, and never a half-written key.
  await link(draft, path).catch(() => undefined);
  await rm(draft);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length === 32) return key;
  throw new StartFault(
    `The key in ${path} is damaged.`,
    'Put the file back from a backup. Without it the stored webhook secrets cannot be read and must be made anew.',
  );
};
