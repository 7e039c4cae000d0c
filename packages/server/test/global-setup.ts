/** Runs once before and once after all test files: one database server for the whole run. */

import { startThrowawayPostgres } from './throwaway-postgres.ts';
import type { ThrowawayPostgres } from './throwaway-postgres.ts';

let server: ThrowawayPostgres | undefined;

/** Test files run as child processes and inherit the variable. */
export const globalSetup = async () => {
  server = await startThrowawayPostgres();
  process.env['WAYBILL_TEST_SERVER'] = server.adminUrl;
};

export const globalTeardown = async () => {
  await server?.stop();
};
