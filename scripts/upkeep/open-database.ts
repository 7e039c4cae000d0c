/** Opens the database of the settings for upkeep: another's, our own while a server runs it, or our own by ourselves. */

import { stat } from 'node:fs/promises';
import { Client } from 'pg';
import type { Config } from '../../packages/server/src/config.ts';
import { clusterPath } from '../../packages/server/src/lib/embedded-postgres/cluster.ts';
import { findRunningPostgres } from '../../packages/server/src/lib/embedded-postgres/running-postgres.ts';
import type { RunningPostgres } from '../../packages/server/src/lib/embedded-postgres/running-postgres.ts';
import { startEmbeddedPostgres } from '../../packages/server/src/lib/embedded-postgres/start-embedded-postgres.ts';
import { StartFault } from '../../packages/server/src/lib/start-fault.ts';
import { toConnectFault } from '../../packages/server/src/store/connect-fault.ts';
import { findHolder } from '../doctor/embedded-database.ts';

export type UpkeepDatabase = {
  /** As the application, which owns the tables. */
  readonly url: string;
  readonly client: Client;
  close(): Promise<void>;
};

const silent = () => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent };

/** `make` false refuses a data directory that has no database yet. */
export const openUpkeepDatabase = async (config: Config, make: boolean): Promise<UpkeepDatabase> => {
  if (config.database.url !== null) return connect(config.database.url, async () => undefined);
  const running = await findOurs(config.data);
  if (running) return connect(running.url, async () => undefined);
  if (!make && (await stat(clusterPath(config.data)).catch(() => null)) === null) {
    throw new StartFault(`There is no database in ${config.data}.`, 'Name its folder with WAYBILL_DATA.');
  }
  const own = await startEmbeddedPostgres({ directory: config.data, log: quiet });
  return connect(own.url, () => own.stop());
};

const findOurs = async (directory: string): Promise<RunningPostgres | null> => {
  if ((await findHolder(directory)) === null) return null;
  const running = await findRunningPostgres(directory);
  if (running) return running;
  throw new StartFault(
    'The server on this data directory is starting, or its files cannot be read by you.',
    'Try again in a moment, as the user that started it.',
  );
};

const connect = async (url: string, stop: () => Promise<void>): Promise<UpkeepDatabase> => {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'waybill upkeep',
    keepAlive: true,
  });
  // a connection that is lost between two statements is told by the next one
  client.on('error', silent);
  try {
    await client.connect();
  } catch (cause) {
    await stop();
    throw toConnectFault(cause, url);
  }
  return {
    url,
    client,
    close: async () => {
      await client.end().catch(silent);
      await stop();
    },
  };
};
