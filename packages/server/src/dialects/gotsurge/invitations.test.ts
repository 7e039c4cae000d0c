/** Invitations over HTTP and SMTP: the mail, the page it leads to, once, in time, and without a word of who is known. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { dumpOf } from '../../../test/dump-of.ts';
import { fixture } from '../../../test/fixture.ts';
import { addMember, bearerFor, makePlatform, type Platform } from '../../../test/make-platform.ts';
import { formOf, linkIn, openPlatformHouse, type Json, type PlatformHouse } from '../../../test/platform-house.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { testDeps } from '../../../test/deps.ts';
import { roles } from '../../domain/partner/roles.ts';
import { createLogMailer } from '../../lib/mail/log-mailer.ts';
import { sendDueMail } from '../../use-cases/mail/send-due-mail.ts';
import { signInMember } from '../../use-cases/oauth/sign-in-member.ts';
import { buildApp } from '../../http/app.ts';
import { gotsurge } from './index.ts';

let house: PlatformHouse;
let tenant: Tenant;
let platform: Platform;
before(async () => {
  house = await openPlatformHouse();
  tenant = await makeTenant(house.deps);
  platform = await makePlatform(house.deps, tenant);
});
after(() => house.close());
afterEach(() => house.post());

let addresses = 0;
const someone = () => `someone.${(addresses += 1)}@example.com`;
/** Requests of one address are counted. */
let hosts = 0;
const remoteAddress = () => `10.1.${(hosts += 1) >> 8}.${hosts & 255}`;

const url = '/gotsurge/platform/users/invitations';
const invite = (user: object, headers = platform.headers) =>
  house.ask({ method: 'POST', url, headers, payload: { user } });
const to = (email: string, by = platform) => ({ email, org_id: by.associatedId, role_id: by.roleId });
/** The path of the page that somebody is sent. */
async function linkTo(email: string): Promise<string> {
  const { status, text } = await invite(to(email));
  assert.equal(status, 201, text);
  const mails = await house.post();
  assert.deepEqual(mails.map((mail) => mail.to), [[email.toLowerCase()]]); // prettier-ignore
  return linkIn(mails[0] ?? assert.fail());
}
const open = (link: string) => house.ask({ method: 'GET', url: link, remoteAddress: remoteAddress() });
const join = (link: string, fields: Readonly<Record<string, string>> = { name: 'Mei Lin', password: 'Sandbox#1!' }) =>
  house.ask({ ...formOf(fields), url: link, remoteAddress: remoteAddress() });
const members = async () =>
  (await sql<{ email: string; name: string; roles: string[] }>`
    select email, name, roles from member where account_id = ${tenant.account.id} order by id`.execute(house.database.db)).rows; // prettier-ignore
const dump = () => dumpOf(house.database.db, tenant.account.id);

describe('an invitation', () => {
  it('is answered with the sample, and each address gets a mail', async () => {
    const sample = fixture('gotsurge', 'invite-user.request') as { readonly user: object };
    const answer = await invite({ ...sample.user, org_id: platform.associatedId, role_id: platform.roleId });
    assert.deepEqual([answer.status, answer.text], [201, JSON.stringify(fixture('gotsurge', 'invite-user.response'))]);
    const mails = await house.post();
    assert.deepEqual(new Set(mails.flatMap((mail) => mail.to)), new Set(['user1@example.com', 'user2@example.com']));
    assert.equal(new Set(mails.map(linkIn)).size, 2, 'a key each');
  });

  it('makes a member of who follows it, who can sign in and lead an app', async () => {
    const email = someone();
    const link = await linkTo(email.toUpperCase().replace('@EXAMPLE', '@Example'));
    const page = await open(link);
    assert.equal(page.status, 200);
    assert.match(page.text, new RegExp(`value="${email}"`));
    assert.match(page.text, /invited as <strong>Merchant</);
    const joined = await join(link, { name: ' Mei Lin ', password: 'Sandbox#1!' });
    assert.equal(joined.status, 200);
    assert.match(joined.text, /Welcome to Associated/);
    const account = { accountId: tenant.account.id, password: 'Sandbox#1!' };
    const member = await signInMember(house.deps, { ...account, email });
    assert.deepEqual([member.organisationId, member.name, member.roles], [platform.associatedId, 'Mei Lin', ['Merchant']]); // prettier-ignore
    const headers = await bearerFor(house.deps, { ...platform, memberId: member.id });
    const { status } = await house.ask({ method: 'GET', url: '/gotsurge/platform/organizations', headers });
    assert.equal(status, 403, 'the token works; the merchant of an associated organisation runs no platform');
  });

  it('is good once, also for two at once', async () => {
    const link = await linkTo(someone());
    const before = (await members()).length;
    const answers = await Promise.all([join(link), join(link), join(link)]);
    assert.deepEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [200, 404, 404]); // prettier-ignore
    assert.equal((await members()).length, before + 1);
    for (const late of [await open(link), await join(link)]) {
      assert.equal(late.status, 404);
      assert.match(late.text, /This invitation does not work/);
    }
  });

  it('is good for seven days', async () => {
    const link = await linkTo(someone());
    const week = 7 * 24 * 3_600_000;
    house.deps.clock.move(week - 1000);
    assert.equal((await open(link)).status, 200);
    house.deps.clock.move(1000);
    const before = await dump();
    assert.equal((await open(link)).status, 404);
    assert.equal((await join(link)).status, 404);
    assert.equal(await dump(), before);
    house.deps.clock.move(-week);
  });

  it('takes the place of the one before', async () => {
    const email = someone();
    const [first, second] = [await linkTo(email), await linkTo(email)];
    assert.equal((await open(first)).status, 404);
    assert.equal((await join(first)).status, 404);
    assert.equal((await join(second)).status, 200);
    const both = someone();
    const answers = await Promise.all([invite(to(both)), invite(to(both))]);
    assert.deepEqual(answers.map(({ status }) => status), [201, 201]); // prettier-ignore
    const links = (await house.post()).map(linkIn);
    const statuses = await Promise.all(links.map(async (link) => (await open(link)).status));
    assert.deepEqual(
      statuses.toSorted((a, b) => a - b),
      [200, 404],
    );
  });

  it('of a member is answered as any other, and nobody gets a mail', async () => {
    const email = someone();
    await addMember(house.deps, tenant, { organisationId: platform.associatedId, role: 'Driver', email });
    const gone = someone();
    const goneId = await addMember(house.deps, tenant, { organisationId: platform.associatedId, role: 'Driver', email: gone }); // prettier-ignore
    await sql`update member set disabled_at = now() where id = ${goneId}`.execute(house.database.db);
    const before = await dump();
    const [known, disabled] = [await invite(to(email)), await invite(to(gone.toUpperCase()))];
    assert.equal(await dump(), before);
    const unknown = await invite(to(someone()));
    for (const { status, text } of [known, disabled]) assert.deepEqual([status, text], [unknown.status, unknown.text]);
    assert.equal((await house.post()).length, 1);
  });

  it('to one’s own organisation is as good, with each of its roles', async () => {
    const { body } = await house.ask({
      method: 'GET',
      url: `/gotsurge/platform/organizations/${platform.organisationId}/roles`,
      headers: platform.headers,
    });
    for (const { id, name } of body['roles'] as readonly { readonly id: string; readonly name: string }[]) {
      const email = someone();
      const answer = await invite({ email, org_id: platform.organisationId, role_id: id });
      assert.equal(answer.status, 201);
      const [mail = assert.fail()] = await house.post();
      assert.equal((await join(linkIn(mail))).status, 200);
      assert.deepEqual((await members()).find((one) => one.email === email)?.roles, [name]);
    }
  });
});

describe('an invitation is refused, and nothing kept,', () => {
  it('for an organisation or a role that is another’s, as for one that nobody has', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000';
    const other = await makePlatform(house.deps, tenant, { isHome: false });
    const before = await dump();
    const unknownOne = await invite({ ...to(someone()), org_id: nobody });
    const unknownRole = await invite({ ...to(someone()), role_id: nobody });
    assert.deepEqual([unknownOne.status, unknownRole.status], [404, 404]);
    for (const org_id of [other.associatedId, platform.associatedId.toUpperCase(), 'x']) {
      assert.equal((await invite({ ...to(someone()), org_id })).text, unknownOne.text);
    }
    for (const role_id of [other.roleId, platform.associatedId, 'x']) {
      assert.equal((await invite({ ...to(someone()), role_id })).text, unknownRole.text);
    }
    assert.equal(await dump(), before);
  });

  it('with the name of the field', async () => {
    const { email: _, ...rest } = to('');
    const before = await dump();
    const refused: readonly [object, string][] = [
      [rest, 'user.email'],
      [{ ...rest, email: 'no address' }, 'user.email'],
      [{ ...rest, email: 'a@b.c, d@e.f' }, 'user.email'],
      [{ ...rest, email: 'a@b.c\r\nBcc: d@e.f' }, 'user.email'],
      [{ ...rest, email: `${'a'.repeat(64)}@${'b'.repeat(200)}.example` }, 'user.email'],
      [{ ...rest, email: 5 }, 'user.email'],
      [{ ...rest, emails: ['ok@example.com', 'none'] }, 'user.emails.1'],
      [{ ...rest, emails: [] }, 'user.emails'],
      [{ ...rest, emails: Array.from({ length: 21 }, someone) }, 'user.emails'],
      [{ email: someone(), role_id: platform.roleId }, 'user.org_id'],
      [{ email: someone(), org_id: platform.associatedId }, 'user.role_id'],
    ];
    for (const [user, field] of refused) {
      const { status, body, text } = await invite(user);
      assert.equal(status, 422, text);
      assert.deepEqual((body['errors'] as Json[]).map((one) => one['field']), [field], text); // prettier-ignore
    }
    assert.equal(await dump(), before);
  });

  it('for every role but OrgAdmin, and for who has no platform', async () => {
    for (const role of roles.filter((one) => one !== 'OrgAdmin')) {
      const memberId = await addMember(house.deps, tenant, { organisationId: platform.organisationId, role });
      const headers = await bearerFor(house.deps, { ...platform, memberId });
      const { status, body } = await invite(to(someone()), headers);
      assert.deepEqual([status, body], [403, { code: 'forbidden', message: 'This needs the role OrgAdmin.', errors: [] }]); // prettier-ignore
    }
    const memberId = await addMember(house.deps, tenant, { organisationId: platform.associatedId, role: 'OrgAdmin' });
    const { status } = await invite(to(someone()), await bearerFor(house.deps, { ...platform, memberId }));
    assert.equal(status, 403);
  });

  it('where no mail can be sent, whoever is meant', async () => {
    const deps = { ...house.deps, mailer: null };
    const app = buildApp({ mounts: [{ name: 'gotsurge', prefix: '/gotsurge', plugin: gotsurge.plugin(deps) }], log: deps.log }); // prettier-ignore
    const before = await dump();
    for (const email of [someone(), platform.email]) {
      const answer = await app.inject({ method: 'POST', url, headers: platform.headers, payload: { user: to(email) } });
      assert.deepEqual([answer.statusCode, answer.json<Json>()['code']], [422, 'mail_refused']);
    }
    assert.equal(await dump(), before);
    await app.close();
  });
});

describe('the page', () => {
  it('says what is wrong, keeps the name, and nobody has joined', async () => {
    const link = await linkTo(someone());
    const before = await dump();
    const faults: readonly [Record<string, string>, RegExp][] = [
      [{ name: 'Mei', password: 'short' }, /Choose a password of 8 to 256 characters/],
      [{ name: 'Mei', password: 'x'.repeat(257) }, /Choose a password/],
      [{ name: 'Mei', password: '\0'.repeat(8) }, /a character that nobody can type/],
      [{ name: ' ', password: 'Sandbox#1!' }, /Type your name/],
      [{ name: 'a\0b', password: 'Sandbox#1!' }, /cannot be shown/],
      [{ name: 'a'.repeat(101), password: 'Sandbox#1!' }, /100 characters at most/],
      [{}, /Type your name[\s\S]*Choose a password/],
    ];
    for (const [fields, words] of faults) {
      const { status, text } = await join(link, fields);
      assert.equal(status, 422, text);
      assert.match(text, words);
      assert.match(text, /role="alert"[\s\S]*aria-invalid="true"/);
      assert.ok(!fields['password'] || !text.includes(fields['password']), 'never the password');
    }
    const { text } = await join(link, { name: '"><script>alert(1)</script>', password: '' });
    assert.ok(!text.includes('<script>') && text.includes('&quot;&gt;&lt;script&gt;'));
    assert.equal(await dump(), before);
  });

  it('reads forms and nothing else', async () => {
    const link = await linkTo(someone());
    const before = await dump();
    const send = (type: string, payload: string) =>
      house.ask({ method: 'POST', url: link, headers: { 'content-type': type }, payload, remoteAddress: remoteAddress() }); // prettier-ignore
    const form = 'application/x-www-form-urlencoded';
    assert.equal((await send('application/json', '{"name":"x","password":"Sandbox#1!"}')).status, 415);
    assert.equal((await send(form, 'name=a&name=b&password=Sandbox%231!')).status, 400);
    assert.equal((await send(form, `name=${'x'.repeat(9000)}`)).status, 413);
    assert.equal(await dump(), before);
    assert.equal((await join(link)).status, 200);
  });

  it('is for people, on this address alone: no script, no frame, no cache', async () => {
    const { headers } = await open(await linkTo(someone()));
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(String(headers['content-type']), /^text\/html/);
  });

  it('looks the same for every link that is not good', async () => {
    const used = await linkTo(someone());
    await join(used);
    const words = await Promise.all([used, `${used}x`, used.slice(0, -1), '/gotsurge/invitations/x'].map(open));
    assert.equal(new Set(words.map(({ status, text }) => status + text)).size, 1);
  });

  it('bounds how often one address may try', async () => {
    const from = remoteAddress();
    const send = () => house.ask({ ...formOf({ name: 'x', password: '' }), url: '/gotsurge/invitations/x', remoteAddress: from }); // prettier-ignore
    for (let turn = 0; turn < 20; turn += 1) assert.equal((await send()).status, 404);
    const { status, headers, text } = await send();
    assert.equal(status, 429);
    assert.ok(Number(headers['retry-after']) > 0);
    assert.match(text, /Too many tries/);
  });

  it('leaves its key in no log, in the database only hashed or sealed', async () => {
    const link = await linkTo(someone());
    await open(link);
    await join(link, {});
    await join(link);
    const key = link.split('/').at(-1) ?? '';
    assert.ok(key.length > 40);
    assert.ok(house.logged.some((line) => line.includes('/gotsurge/invitations/:id')));
    assert.ok(!house.logged.some((line) => line.includes(key)));
    assert.ok(!(await dump()).includes(key));
  });
});

it('without a mail server the sandbox prints the link to the log', async () => {
  const lines: unknown[][] = [];
  const mailer = createLogMailer({ info: (...line: unknown[]) => void lines.push(line) });
  const deps = { ...testDeps(house.database.tenants), secrets: house.deps.secrets, mailer };
  await invite(to(someone()));
  await sendDueMail(deps, 10);
  const words = String(lines[0]?.[1]);
  assert.match(words, /Invitation to Associated/);
  assert.equal((await open(linkIn({ source: words }))).status, 200);
});
