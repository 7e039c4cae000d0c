/** How the embedded server is tuned: for one small machine that it shares with our own process. */

export type Settings = Readonly<Record<string, string>>;

/** Durability is left at its defaults on purpose: fsync, full_page_writes and synchronous_commit stay on. */
export const smallServer = {
  shared_buffers: '256MB',
  max_connections: '100',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // An error's detail holds the row it failed on, and so secrets; the statement's text may hold literals.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
} as const satisfies Settings;

/** For data that nobody needs after the run. */
export const throwaway = {
  ...smallServer,
  shared_buffers: '128MB',
  max_connections: '200',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
} as const satisfies Settings;

/** TCP on the loopback only: the path of a unix socket may have 107 bytes, which a deep folder exceeds. */
export const toArguments = (cluster: string, port: number, settings: Settings): string[] => {
  const all = { ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
};
