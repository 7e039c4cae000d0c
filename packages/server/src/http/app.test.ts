/** The web server around the dialects: limits, refusals, ids, headers, health and metrics. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { FastifyPluginAsync } from 'fastify';
import { DatabaseError } from 'pg';
import { pino } from 'pino';
import { buildApp } from './app.ts';
import type { AppOptions } from './app.ts';
import { loggerOptions } from './logging.ts';

const echo: FastifyPluginAsync = async (app) => {
  app.post('/echo', async (request) => ({ body: request.body }));
  app.post('/raw', { config: { rawBody: true } }, async (request) => request.getDecorator<Buffer>('rawBody'));
  app.post('/unraw', async (request) => ({ kept: request.getDecorator('rawBody') }));
  app.get('/parcels/:id', async (request) => request.params);
  app.put('/parcels/:id', async () => ({}));
  app.get<{ Params: { how: string } }>('/fails/:how', async ({ params: { how } }) => {
    const database = new DatabaseError('column "secret_plan" is wrong', 1, 'error');
    database.code = how;
    throw how === 'plainly' ? new Error('secret_plan in /srv/code.ts') : database;
  });
};
const strict: FastifyPluginAsync = async (app) => {
  const body = { type: 'object', properties: { kg: { type: 'integer' } }, additionalProperties: false } as const;
  app.post('/weigh', { schema: { body } }, async (request) => request.body);
};

const build = (t: TestContext, options: Partial<AppOptions> = {}) => {
  const lines: string[] = [];
  const log = pino(loggerOptions('info'), { write: (line: string) => void lines.push(line) });
  const mounts = [
    { name: 'echo', prefix: '/echo', plugin: echo },
    { name: 'strict', prefix: '/strict', plugin: strict },
  ];
  const app = buildApp({ mounts, log, ...options });
  t.after(() => app.close());
  return { app, lines };
};
const json = (text: string) =>
  ({ method: 'POST', url: '/echo/echo', headers: { 'content-type': 'application/json' }, payload: text }) as const;

test('every answer carries its request id, the caller’s own where it is a sane one', async (t) => {
  const { app } = build(t);
  const idFor = async (given?: string) => {
    const { headers } = await app.inject({
      url: '/healthz',
      headers: given === undefined ? {} : { 'x-request-id': given },
    });
    return headers['x-request-id'];
  };
  assert.equal(await idFor('order-42.retry:1'), 'order-42.retry:1');
  for (const bad of [undefined, '', 'a b', 'x'.repeat(65), '<script>', 'ü']) {
    assert.match(String(await idFor(bad)), /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  }
});

test('every answer says that it is private data, also a refusal and an undecodable path', async (t) => {
  const { app } = build(t);
  for (const url of ['/healthz', '/nowhere', '/echo/fails/plainly', '/%']) {
    const { headers } = await app.inject(url);
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.equal(headers['cache-control'], 'no-store', url);
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, url);
    assert.equal(headers['referrer-policy'], 'no-referrer', url);
  }
});

test('bodies that are broken, deep, oversized or not JSON are refused as problems', async (t) => {
  const { app } = build(t);
  const status = async (text: string) => (await app.inject(json(text))).statusCode;
  assert.equal(await status('{"ok":1}'), 200);
  assert.equal(await status('{"ok":'), 400);
  assert.equal(await status('['.repeat(50_000) + ']'.repeat(50_000)), 400);
  assert.equal(await status(`"${'x'.repeat(1024 * 1024)}"`), 413);
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
    const reply = await app.inject({ ...json('a'), headers: { 'content-type': type } });
    assert.equal(reply.statusCode, 415, type);
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json/);
  }
  const problem = (await app.inject(json('{'))).json<Record<string, unknown>>();
  assert.deepEqual(Object.keys(problem), ['type', 'title', 'status', 'detail', 'instance']);
});

test('A4: a schema neither changes a value’s type nor drops a field it does not know', async (t) => {
  const { app } = build(t);
  const weigh = async (payload: object) =>
    (await app.inject({ method: 'POST', url: '/strict/weigh', payload })).statusCode;
  assert.equal(await weigh({ kg: 5 }), 200);
  assert.equal(await weigh({ kg: '5' }), 400);
  assert.equal(await weigh({ kg: 5, colour: 'red' }), 400);
});

test('a path that exists under another method is 405 and says which, any other is 404', async (t) => {
  const { app } = build(t);
  const wrong = await app.inject({ method: 'DELETE', url: '/echo/parcels/7?x=1' });
  assert.deepEqual([wrong.statusCode, wrong.headers.allow], [405, 'GET, HEAD, PUT']);
  assert.equal((await app.inject({ method: 'DELETE', url: '/echo/parcels/7/8' })).statusCode, 404);
  assert.equal((await app.inject('/echo/parcels')).statusCode, 404);
});

test('a percent sign that encodes nothing stands for itself, so that the dialect answers in its own words', async (t) => {
  const { app } = build(t);
  for (const [sent, seen] of [
    ['%', '%'],
    ['100%25', '100%'],
    ['%ff', '%ff'],
    ['a%2zb%41', 'a%2zb%41'],
  ] as const) {
    const reply = await app.inject(`/echo/parcels/${sent}?x=%ff`);
    assert.deepEqual([reply.statusCode, reply.json()], [200, { id: seen }], sent);
  }
});

test('an id as long as a URL can be is the dialect’s to refuse', async (t) => {
  const { app } = build(t);
  assert.equal((await app.inject(`/echo/parcels/${'x'.repeat(8000)}`)).statusCode, 200);
});

test('a problem has the media type of RFC 9457, without a charset', async (t) => {
  const { app } = build(t);
  assert.equal((await app.inject('/nowhere')).headers['content-type'], 'application/problem+json');
});

test('R12: a fault of the database or of ours, a full disk too, is told without its words', async (t) => {
  const { app, lines } = build(t);
  const expected = { plainly: 500, '22P02': 422, '54001': 422, '57P01': 503, '53100': 503, '57014': 503, '23505': 500 };
  for (const [how, status] of Object.entries(expected)) {
    const reply = await app.inject(`/echo/fails/${how}`);
    assert.equal(reply.statusCode, status, how);
    assert.doesNotMatch(reply.body, /secret_plan|srv|column|at \//, how);
    if (status === 503) assert.match(String(reply.headers['retry-after']), /^[12]$/);
  }
  assert.ok(
    lines.some((line) => line.includes('secret_plan in /srv/code.ts')),
    'the log has what the client does not',
  );
});

test('a host name of one’s own has its dialect at the root, and health stays where it is', async (t) => {
  const { app } = build(t, { hosts: new Map([['api.example.com', 'echo']]) });
  const get = async (url: string, host: string) => (await app.inject({ url, headers: { host } })).statusCode;
  assert.equal(await get('/parcels/7', 'API.example.com:443'), 200);
  assert.equal(await get('/echo/parcels/7', 'api.example.com'), 200);
  assert.equal(await get('/healthz', 'api.example.com'), 200);
  assert.equal(await get('/metrics', 'api.example.com'), 404);
  assert.equal(await get('/strict/weigh', 'api.example.com'), 404);
  assert.equal(await get('/parcels/7', 'other.example.com'), 404);
  assert.throws(() => build(t, { hosts: new Map([['x.example.com', 'nobody']]) }), /"nobody"/);
});

test('readiness names what is not ready, and does not wait for a check that hangs', { timeout: 20_000 }, async (t) => {
  const reasons: Record<string, string | null> = { database: null, relay: 'stands still since 40 s' };
  const { app } = build(t, {
    readiness: {
      database: async () => reasons['database'] ?? null,
      relay: async () => reasons['relay'] ?? null,
    },
  });
  const unready = await app.inject('/readyz');
  assert.equal(unready.statusCode, 503);
  assert.deepEqual(unready.json(), { status: 'not ready', reasons: { relay: 'stands still since 40 s' } });
  reasons['relay'] = null;
  assert.equal((await app.inject('/readyz')).statusCode, 200);
  const hanging = build(t, {
    readiness: { store: () => new Promise(() => undefined), other: () => Promise.reject(new Error('10.0.0.7')) },
  });
  const answer = (await hanging.app.inject('/readyz')).json<{ reasons: unknown }>();
  assert.deepEqual(answer.reasons, { store: 'took longer than a second', other: 'failed' });
});

test('metrics count requests by route, not by path', async (t) => {
  const { app } = build(t, { pool: { totalCount: 3, idleCount: 2, waitingCount: 0 } });
  await app.inject('/echo/parcels/7');
  await app.inject('/echo/parcels/8');
  await app.inject('/nowhere/9');
  const { body } = await app.inject('/metrics');
  assert.match(body, /http_request_duration_seconds_count\{method="GET",route="\/echo\/parcels\/:id",status="200"\} 2/);
  assert.match(body, /http_request_duration_seconds_count\{method="GET",route="none",status="404"\} 1/);
  assert.match(body, /database_connections_open 3/);
  assert.match(body, /nodejs_eventloop_lag_p99_seconds/);
});

test('the log has a line for each request, without its query', async (t) => {
  const { app, lines } = build(t);
  await app.inject('/echo/parcels/7?token=tiger&x=1');
  assert.match(lines.at(-1) ?? '', /"path":"\/echo\/parcels\/7","status":200/);
  assert.ok(!lines.join('').includes('tiger'));
});

test('S16: a path that holds a credential is logged as its pattern, whatever the method and the answer', async (t) => {
  const signed: FastifyPluginAsync = async (app) => {
    app.get('/of/*', { config: { secretPath: true } }, async () => ({}));
    app.get('/invitations/:id', { config: { secretPath: true } }, async () => ({}));
    app.get('/other/:id', async () => ({}));
  };
  const { app, lines } = build(t, { mounts: [{ name: 'signed', prefix: '/signed', plugin: signed }] });
  for (const method of ['GET', 'POST'] as const) {
    for (const url of ['/signed/of/c2Vj/cmV0?q=c2Vj', '/signed/invitations/c2Vj']) await app.inject({ method, url });
  }
  await app.inject('/signed/other/plain');
  const paths = lines.map((line) => (JSON.parse(line) as { path: string }).path);
  const patterns = ['/signed/of/*', '/signed/invitations/:id'];
  assert.deepEqual(paths, [...patterns, ...patterns, '/signed/other/plain']);
  assert.ok(!lines.join().includes('c2Vj'));
});

test('S16: a field that holds a secret is never logged, whatever its depth', (t) => {
  const { app, lines } = build(t);
  const names = [
    'authorization',
    'WWW-Authenticate',
    'client_secret_key',
    'client-secret-key',
    'cookie',
    'set-cookie',
    'password',
    'secret',
    'token',
    'webhook-signature',
    'key',
    'api_key',
  ];
  const secrets = Object.fromEntries(names.map((name) => [name, 'tiger']));
  app.log.info({ ...secrets, deep: { list: [secrets] }, plain: 'seen' }, 'said');
  const failure = Object.assign(new Error('no'), { severity: 'ERROR', code: '22P02', detail: 'tiger' });
  failure.message = 'invalid input syntax: "tiger"';
  app.log.error({ err: failure }, 'failed');
  assert.ok(!lines.join('').includes('tiger'), lines.join(''));
  assert.ok(lines.join('').includes('seen'));
});

test('a route that says so has the bytes of its body, and no other', async (t) => {
  const { app, lines } = build(t);
  const text = '{ "premium": 15000.0 }';
  assert.equal((await app.inject({ ...json(text), url: '/echo/raw' })).body, text);
  assert.deepEqual((await app.inject({ ...json(text), url: '/echo/unraw' })).json(), { kept: null });
  assert.ok(lines.every((line) => !line.includes('15000')));
});
