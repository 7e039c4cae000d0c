/** Makes sure that the data directory exists and takes new files. */

import { access, constants, mkdir, stat } from 'node:fs/promises';
import { StartFault } from '../start-fault.ts';

/** `closed`: nobody else needs to enter; false when the database runs as another user, who then must. */
export const openDataDirectory = async (directory: string, closed: boolean) => {
  try {
    await mkdir(directory, { recursive: true, mode: closed ? 0o700 : 0o711 });
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const present = await stat(directory).catch(() => null);
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new StartFault(
      present?.isDirectory() === false
        ? `The data directory ${directory} is a file.`
        : `The data directory ${directory} cannot be ${present ? 'written' : 'made'} (${code}).`,
      'Set WAYBILL_DATA to a folder that you may write, or give this one to the user that starts Waybill (chown).',
      { cause },
    );
  }
};
