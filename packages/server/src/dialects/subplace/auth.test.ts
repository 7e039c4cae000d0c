/** Who may ask: bodies that are signed, and those that have to be encrypted, through the whole app. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { sealBody } from '../../../test/seal-body.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { buildApp } from '../../http/app.ts';
import { bodySchemes } from '../../lib/body-signature.ts';
import { revokeCredential } from '../../use-cases/account/manage-credentials.ts';
import { createSigningPair, type SigningPair } from '../../use-cases/account/signing-keys.ts';
import { authenticate, identityOf } from './auth.ts';
import { handleError } from './errors.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
let app: FastifyInstance;
let plain: SigningPair;
let sealed: SigningPair;
const pair = (encrypted: boolean) =>
  createSigningPair(deps, tenant.identity.caller, { dialect: 'subplace', label: 'SUBPLACE', encrypted });

before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
  [plain, sealed] = [await pair(false), await pair(true)];
  /** Shows who asks and what was read. */
  const echo = async (mount: FastifyInstance) => {
    mount.setErrorHandler(handleError);
    authenticate(mount, deps);
    mount.post('/echo', async (request) => ({ by: identityOf(request).caller.credentialId, body: request.body }));
  };
  app = buildApp({ mounts: [{ name: 'echo', prefix: '/subplace', plugin: echo }], log: pino({ level: 'silent' }) });
  await app.ready();
});
after(async () => {
  await app.close();
  await database.close();
});

type Body = Readonly<Record<string, unknown>>;
const signed = ({ key, secret }: SigningPair, fields: Body = {}): Body => {
  const body = { key, ...fields };
  return { ...body, signature: bodySchemes['hmac-sha256-sorted'](body, secret) };
};
const seal = ({ key, encryptionKey }: SigningPair, body: Body, nonce?: Buffer) => ({
  key,
  data: sealBody(JSON.stringify(body), Buffer.from(encryptionKey ?? '', 'base64'), key, nonce),
});
const ask = async (payload: object | string) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await app.inject({ method: 'POST', url: '/subplace/echo', headers, payload });
  return { http: answer.statusCode, ...answer.json<{ by?: string; body?: Body; status?: { code: number } }>() };
};
const codeOf = async (payload: object | string) => (await ask(payload)).status?.code ?? 1;

describe('a signed body', () => {
  it('is taken for whose key it names, as it was sent', async () => {
    const body = signed(plain, { page_size: 30, search_text: 'é&=ü', '\u{1F4E6}': null, '\uFFFD': [1, 'x'] });
    const answer = await ask(body);
    assert.deepEqual([answer.by, answer.body], [plain.id, body]);
    const { signature } = body;
    assert.equal(await codeOf({ ...body, signature: String(signature).toUpperCase() }), 1);
  });

  it('is refused with one answer when anything of it was touched', async () => {
    const body = signed(plain, { page_size: '30', search_text: null });
    const { signature } = body;
    const touched: readonly Body[] = [
      ...Object.keys(body).map((name) => Object.fromEntries(Object.entries(body).filter(([one]) => one !== name))),
      ...Object.keys(body).map((name) => ({ ...body, [name]: 'x' })),
      { ...body, more: '' },
      { ...body, signature: String(signature).slice(1) },
      { ...body, key: sealed.key },
      { ...body, key: 5 },
      {},
    ];
    const answers = await Promise.all(touched.map(ask));
    const wrong = { http: 200, status: { code: -1, message: 'Invalid signature' } };
    for (const [index, answer] of answers.entries()) assert.deepEqual(answer, wrong, JSON.stringify(touched[index]));
  });

  it('is refused as no JSON with 400, and as no object with -2', async () => {
    for (const text of ['{', '{"a":"\\u0000"}', '{"a":1e999}', '']) {
      const { http, status } = await ask(text);
      assert.deepEqual([http, status?.code], [400, 0], text);
    }
    assert.equal(await codeOf([]), -2);
    assert.equal(await codeOf('"x"'), -2);
  });

  it('is refused once its key was revoked', async () => {
    const leaver = await pair(false);
    assert.equal(await codeOf(signed(leaver)), 1);
    await revokeCredential(deps, tenant.identity.caller, leaver.id);
    assert.equal(await codeOf(signed(leaver)), -1);
  });
});

describe('an encrypted body', () => {
  it('is opened, and may be demanded', async () => {
    const body = signed(sealed, { page_size: '1' });
    const answer = await ask(seal(sealed, body));
    assert.deepEqual([answer.by, answer.body], [sealed.id, body]);
    assert.equal(await codeOf(body), -4);
    assert.equal(await codeOf({ ...body, page_size: '2' }), -1, 'nobody else is told that it is demanded');
  });

  it('is taken once: of two at once, one', async () => {
    const body = seal(sealed, signed(sealed));
    const taken = await Promise.all([codeOf(body), codeOf(body), codeOf(body)]);
    assert.deepEqual(taken.toSorted((a, b) => a - b), [-1, -1, 1]); // prettier-ignore
    const nonce = Buffer.from(body.data, 'base64').subarray(0, 12);
    assert.equal(
      await codeOf(seal(sealed, signed(sealed, { page_size: '9' }), nonce)),
      -1,
      'another body of its nonce',
    );
  });

  it('is refused with another key inside or outside, unsigned inside, or for who has no such key', async () => {
    const other = await pair(true);
    const opened: readonly object[] = [
      seal(sealed, signed(plain)),
      { ...seal(sealed, signed(sealed)), key: other.key },
      seal({ ...sealed, encryptionKey: other.encryptionKey }, signed(sealed)),
      seal(sealed, { key: sealed.key }),
      { ...seal(sealed, signed(sealed)), key: plain.key },
      { key: sealed.key, data: 'AAAA' },
      { key: sealed.key, data: 5 },
    ];
    for (const body of opened) assert.equal(await codeOf(body), -1, JSON.stringify(body));
  });

  it('of garbage leaves nothing behind', async () => {
    const count = async () => (await database.db.selectFrom('used_nonce').selectAll().execute()).length;
    const before = await count();
    const { data } = seal(sealed, signed(sealed));
    await codeOf({ key: sealed.key, data: `AAAA${data.slice(4)}` });
    assert.equal(await count(), before);
  });
});
