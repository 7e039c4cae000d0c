/** The provider's memory: seven methods on a real database, hashes alone outside the box, one winner of two. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { dumpOf } from '../../test/dump-of.ts';
import { openOAuthHouse, type OAuthHouse } from '../../test/oauth-house.ts';
import type { Partner } from '../../test/make-partner.ts';
import { createAdapters } from './adapter.ts';
import { writeSubject } from './subject.ts';

let house: OAuthHouse;
let partner: Partner;
let adapters: (model: string) => Adapter;
before(async () => {
  house = await openOAuthHouse();
  partner = await house.partner();
  adapters = createAdapters({ ...house.deps, publicUrl: () => house.origin });
});
after(() => house.close());

let count = 0;
const name = (what: string) => `${what}-${(count += 1)}-0123456789abcdef0123456789abcdef`;
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
const subject = ({ tenant, memberId }: Partner = partner) => writeSubject({ accountId: tenant.account.id, memberId });

async function grant(): Promise<string> {
  const id = name('grant');
  const payload = { kind: 'Grant', jti: id, accountId: subject(), clientId: partner.clientKey, exp: inAnHour() };
  await adapters('Grant').upsert(id, payload);
  return id;
}
const token = (kind: string, id: string, grantId: string, more: AdapterPayload = {}): AdapterPayload => ({
  kind,
  jti: id,
  grantId,
  accountId: subject(),
  clientId: partner.clientKey,
  exp: inAnHour(),
  ...more,
});
const session = (id: string, uid: string, more: AdapterPayload = {}): AdapterPayload => ({
  kind: 'Session',
  jti: id,
  uid,
  exp: inAnHour(),
  ...more,
});
const invalidGrant = { error: 'invalid_grant' };

describe('the memory of the authorization server', () => {
  it('gives back what was written, with its name, and forgets what is destroyed', async () => {
    for (const kind of ['AuthorizationCode', 'AccessToken', 'RefreshToken']) {
      const id = name(kind);
      const payload = token(kind, id, await grant(), { scope: 'tasks', redirectUri: 'https://a.example/' });
      const adapter = adapters(kind);
      assert.equal(await adapter.find(id), undefined);
      await adapter.upsert(id, payload, 3600);
      assert.deepEqual(await adapter.find(id), payload);
      await adapter.upsert(id, { ...payload, scope: 'openid' }, 3600);
      assert.deepEqual(await adapter.find(id), { ...payload, scope: 'openid' });
      assert.equal(await adapter.find(`${id}x`), undefined);
      await adapter.destroy(id);
      assert.equal(await adapter.find(id), undefined);
    }
  });

  it('finds a session by its cookie and by its uid, and a sign-in by its app', async () => {
    const [id, uid] = [name('session'), name('uid')];
    const sessions = adapters('Session');
    await sessions.upsert(id, session(id, uid, { accountId: subject() }), 900);
    assert.deepEqual(await sessions.findByUid(uid), session(id, uid, { accountId: subject(), exp: (await sessions.find(id))?.exp })); // prettier-ignore
    const visit = {
      kind: 'Interaction',
      jti: name('visit'),
      params: { client_id: partner.clientKey },
      exp: inAnHour(),
    };
    await adapters('Interaction').upsert(visit.jti, visit, 900);
    assert.deepEqual(await adapters('Interaction').find(visit.jti), visit);
    const stray = { ...visit, jti: name('visit'), params: { client_id: 'no-such-app' } };
    await adapters('Interaction').upsert(stray.jti, stray, 900);
    assert.equal(await adapters('Interaction').find(stray.jti), undefined);
  });

  it('takes a session under its new cookie, also when requests change it at once', async () => {
    const uid = name('uid');
    const sessions = adapters('Session');
    const [first, ...later] = ['a', 'b', 'c', 'd'].map(name);
    assert.ok(first);
    await sessions.upsert(first, session(first, uid, { accountId: subject() }), 900);
    await Promise.all(later.map((id) => sessions.upsert(id, session(id, uid, { accountId: subject() }), 900)));
    assert.equal(await sessions.find(first), undefined);
    const found = await Promise.all(later.map((id) => sessions.find(id)));
    assert.equal(found.filter((one) => one !== undefined).length, 1);
  });

  it('moves a session to the account of whoever signed in, and keeps none of nobody', async () => {
    const stranger = await house.partner();
    const [id, uid] = [name('session'), name('uid')];
    const sessions = adapters('Session');
    await sessions.upsert(id, session(id, uid), 900);
    assert.equal(await sessions.find(id), undefined);
    await sessions.upsert(id, session(id, uid, { accountId: subject() }), 900);
    await sessions.upsert(id, session(id, uid, { accountId: subject(stranger) }), 900);
    assert.equal((await sessions.find(id))?.accountId, subject(stranger));
    assert.equal((await sessions.findByUid(uid))?.accountId, subject(stranger));
    await sessions.destroy(id);
    assert.equal(await sessions.findByUid(uid), undefined);
  });

  it('S12: keeps hashes and sealed payloads: no name, scope aside, can be read in the database', async () => {
    const [id, refresh, cookie, visit] = [name('secret'), name('refresh'), name('cookie'), name('visit')];
    const grantId = await grant();
    await adapters('AccessToken').upsert(id, token('AccessToken', id, grantId, { scope: 'tasks' }), 60);
    await adapters('RefreshToken').upsert(refresh, token('RefreshToken', refresh, grantId), 60);
    await adapters('Session').upsert(cookie, session(cookie, name('uid'), { accountId: subject() }), 60);
    const details = { params: { client_id: partner.clientKey }, session: { accountId: subject(), cookie } };
    await adapters('Interaction').upsert(visit, { kind: 'Interaction', jti: visit, exp: inAnHour(), ...details }, 60);
    const dump = await dumpOf(house.database.db, partner.tenant.account.id);
    const hex = (text: string) => Buffer.from(text).toString('hex');
    assert.ok(dump.includes('AccessToken') && dump.includes(grantId));
    for (const secret of [id, refresh, cookie, visit]) assert.ok(!dump.includes(secret) && !dump.includes(hex(secret)));
    assert.ok(!dump.includes(hex(partner.secretKey)));
  });

  it('S6: lets one of two uses of a code win, and ends the grant', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [id, grantId] = [name('code'), await grant()];
      const codes = adapters('AuthorizationCode');
      await codes.upsert(id, token('AuthorizationCode', id, grantId), 60);
      const uses = await Promise.allSettled([codes.consume(id), codes.consume(id)]);
      assert.deepEqual(uses.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      for (const use of uses) if (use.status === 'rejected') assert.equal(use.reason.error, 'invalid_grant');
      assert.equal(await adapters('Grant').find(grantId), undefined);
      // what the winner was given, or is given a moment later, is dead
      const access = name('late');
      await assert.rejects(adapters('AccessToken').upsert(access, token('AccessToken', access, grantId), 60), invalidGrant); // prettier-ignore
    }
  });

  it('knows a used code for ten minutes, longer than it was good', async () => {
    const [id, exp] = [name('code'), Math.floor(Date.now() / 1000) - 1];
    const codes = adapters('AuthorizationCode');
    await codes.upsert(id, token('AuthorizationCode', id, await grant(), { exp }), 60);
    assert.equal((await codes.find(id))?.exp, exp);
    await codes.consume(id);
    const used = await codes.find(id);
    assert.ok(typeof used?.consumed === 'number' && used.exp === used.consumed + 600);
  });

  it('refuses a token that is written after its grant was revoked, and finds none of before', async () => {
    const [id, grantId] = [name('token'), await grant()];
    const tokens = adapters('AccessToken');
    await tokens.upsert(id, token('AccessToken', id, grantId), 60);
    await tokens.revokeByGrantId(grantId);
    assert.equal(await tokens.find(id), undefined);
    await assert.rejects(tokens.upsert(name('t'), token('AccessToken', id, grantId), 60), invalidGrant);
    await assert.rejects(tokens.upsert(name('t'), token('AccessToken', id, name('no-such-grant')), 60), invalidGrant);
    // written again it stays dead
    await adapters('Grant').upsert(grantId, token('Grant', grantId, grantId), 60);
    assert.equal(await adapters('Grant').find(grantId), undefined);
  });

  it('takes no grant whose member is of another account than its app', async () => {
    const stranger = await house.partner();
    const id = name('grant');
    const mixed = {
      kind: 'Grant',
      jti: id,
      accountId: subject(stranger),
      clientId: partner.clientKey,
      exp: inAnHour(),
    };
    await assert.rejects(adapters('Grant').upsert(id, mixed), invalidGrant);
  });

  it('shows an app with its secret, and no revoked one', async () => {
    const clients = adapters('Client');
    const shown = await clients.find(partner.clientKey);
    assert.equal(shown?.client_secret, partner.secretKey);
    assert.deepEqual(shown?.redirect_uris, [partner.redirectUrl]);
    assert.equal(await clients.find('no-such-app'), undefined);
    const gone = await house.partner();
    await house.database.db.updateTable('partner_app').set({ revoked_at: new Date() }).where('id', '=', gone.appId).execute(); // prettier-ignore
    assert.equal(await clients.find(gone.clientKey), undefined);
  });
});
