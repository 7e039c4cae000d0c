/** Tells an operator why the database of DATABASE_URL does not let us in. */

import { StartFault } from '../lib/start-fault.ts';

const mends: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Start the database, or correct host and port in DATABASE_URL.',
  ENOTFOUND: 'Correct the host in DATABASE_URL.',
  '28P01': 'Correct user and password in DATABASE_URL.',
  '28000': 'Correct the user in DATABASE_URL, or allow it in pg_hba.conf.',
  '3D000': 'Create the database, or correct its name in DATABASE_URL.',
  '42501': 'Make the user of DATABASE_URL the owner of the database.',
  '53300': 'Close other connections or raise max_connections of the database.',
};

/** Names host and database, never the user's password. */
export const toConnectFault = (cause: unknown, url: string): StartFault => {
  const { host, pathname } = new URL(url);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words = cause instanceof Error && cause.message !== '' ? cause.message : code;
  return new StartFault(
    `The database ${pathname.slice(1)} at ${host} (DATABASE_URL) cannot be used: ${words}`,
    mends[code] ??
      'See that the database runs and that DATABASE_URL is right. Without DATABASE_URL, Waybill brings its own.',
    { cause },
  );
};
