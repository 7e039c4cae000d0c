/** How often an app may ask for a member. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps } from '../../../test/deps.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { buildApp } from '../../http/app.ts';
import { gotsurge } from './index.ts';

let database: TestDatabase;
let app: FastifyInstance;
let ask: (path: string) => Promise<{ status: number; body: string; retryAfter: unknown }>;

before(async () => {
  database = await testDatabase();
  const deps = testDeps(database.tenants);
  const tenant = await makeTenant(deps, { settings: { requestsPerSecond: 2 } });
  const { headers } = await makePlatform(deps, tenant);
  const mounts = [{ name: gotsurge.name, prefix: gotsurge.prefix, plugin: gotsurge.plugin(deps) }];
  app = buildApp({ mounts, log: pino({ level: 'silent' }) });
  ask = async (path) => {
    const { statusCode, body, headers: told } = await app.inject({ url: `/gotsurge${path}`, headers });
    return { status: statusCode, body, retryAfter: told['retry-after'] };
  };
});
after(async () => {
  await app.close();
  await database.close();
});

it('S13: tells who asks too often when to come back, for each operation by itself', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask('/platform/organizations')));
  const refused = answers.filter(({ status }) => status === 429);
  // two seconds may meet in the middle of the six
  assert.ok(refused.length >= 2, JSON.stringify(answers));
  assert.deepEqual(refused[0], {
    status: 429,
    body: '{"code":"too_many_requests","message":"At most 2 requests a second are answered here.","errors":[]}',
    retryAfter: '1',
  });
  assert.notEqual((await ask('/platform/organizations/01900000-0000-7000-8000-000000000000')).status, 429);
});
