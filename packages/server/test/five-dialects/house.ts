/** A real server in a process of its own, with the sandbox in it, and its account's own people. */
import { sandboxCredentials } from '../../src/use-cases/account/seed-sandbox.ts';
import { testDatabase } from '../database.ts';
import { openCall, type Call, type Fields } from '../http-call.ts';
import { makeDataDirectory, startWaybill, type Scope } from '../waybill-process.ts';

export interface House {
  /** `http://127.0.0.1:…` */
  readonly base: string;
  readonly call: Call;
  /** The native API, below `/v1`. */
  readonly native: (method: string, path: string, body?: unknown) => Promise<Fields>;
}

export const bearer = { authorization: `Bearer ${sandboxCredentials.native.key}` };

export async function openHouse(t: Scope): Promise<House> {
  const database = await testDatabase();
  const waybill = startWaybill(t, {
    DATABASE_URL: database.url,
    WAYBILL_DATA: makeDataDirectory(t),
    WAYBILL_SECRET_KEY: Buffer.alloc(32, 5).toString('base64'),
    WAYBILL_SANDBOX: 'on',
    WAYBILL_PRIVATE_URLS: 'allow',
    WAYBILL_LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
  });
  // in the order in which they are said: the server goes before its database
  t.after(() => database.close());
  const base = (await waybill.ready).replace('localhost', '127.0.0.1');
  const call = openCall(base);
  return { base, call, native: (method, path, body) => call(method, `/v1${path}`, bearer, body) };
}
