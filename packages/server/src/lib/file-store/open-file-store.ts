/** Opens the file store that the configuration names. */
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { StartFault } from '../start-fault.ts';
import { createDiskFileStore } from './disk-file-store.ts';
import type { FileStore } from './file-store.ts';
import type { S3Options } from './s3-file-store.ts';

export type FileStoreConfig =
  { readonly kind: 'disk'; readonly directory: string } | ({ readonly kind: 's3' } & S3Options);

/** @throws StartFault when the folder cannot be made or written. S3 is first spoken to when a file is. */
export async function openFileStore(config: FileStoreConfig): Promise<FileStore> {
  if (config.kind === 'disk') {
    await makeFolder(config.directory);
    return createDiskFileStore(config.directory);
  }
  // the SDK takes 150 ms and 15 MB to load: only who uses it pays
  const { createS3FileStore } = await import('./s3-file-store.ts');
  return createS3FileStore(config);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartFault(
      `The folder for files, ${folder}, cannot be written.`,
      'Give it to the user that runs the server, or name another folder.',
      { cause },
    );
  }
}
