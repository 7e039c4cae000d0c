/** The routes that a dialect mounts, without a database: none of them is asked. */

import fastify from 'fastify';
import { pino } from 'pino';
import type { Dialect } from '../../src/dialects/dialect.ts';
import { loginext } from '../../src/dialects/loginext/index.ts';
import { createDatabase } from '../../src/store/database.ts';
import { createPool } from '../../src/store/pool.ts';
import { testDeps } from '../../test/deps.ts';

/** `POST /ShipmentApp/mile/v1/create`, without the dialect's prefix, sorted. */
export async function mountedRoutes(dialect: Dialect = loginext): Promise<readonly string[]> {
  const log = pino({ level: 'silent' });
  const pool = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', size: 1, log, allowExitOnIdle: true });
  const mounted: string[] = [];
  const app = fastify();
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') mounted.push(`${one} ${url}`);
  });
  await app.register(dialect.plugin(testDeps(createDatabase(pool), { dialects: [dialect] })));
  await app.ready();
  await app.close();
  await pool.end();
  return mounted.toSorted();
}
