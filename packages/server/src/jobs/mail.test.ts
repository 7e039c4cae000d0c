/** Mail on its way: once after the commit, later and later while the server is away, and never past its end. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { SMTPServerOptions } from 'smtp-server';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps, type TestDeps } from '../../test/deps.ts';
import { smtpFault, startSmtpServer, type TestSmtpServer } from '../../test/smtp-server.ts';
import { makeTenant, type Tenant } from '../../test/tenant.ts';
import { DomainError } from '../domain/errors.ts';
import { createSmtpMailer } from '../lib/mail/smtp-mailer.ts';
import { claimMail, giveUpMail, postponeMail } from '../store/mail.ts';
import { queueMail } from '../use-cases/mail/queue-mail.ts';
import { sendDueMail, type MailDeps } from '../use-cases/mail/send-due-mail.ts';
import { transact } from '../use-cases/transact.ts';
import { createPostman } from './mail.ts';

let database: TestDatabase;
let deps: TestDeps & MailDeps;
let smtp: TestSmtpServer;
let tenant: Tenant;
let fault: Error | null;
const logged: string[] = [];
const link = 'https://waybill.example/gotsurge/invitations/a-key-of-its-own';
const minute = 60_000;

before(async () => {
  database = await testDatabase();
  const onRcptTo: SMTPServerOptions['onRcptTo'] = (_address, _session, callback) => callback(fault);
  smtp = await startSmtpServer({ onRcptTo });
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${smtp.port}`, from: 'waybill@sender.example' });
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  deps = { ...testDeps(database.tenants, { mailer }), log, mailer };
  tenant = await makeTenant(deps);
});
after(() => Promise.all([smtp.close(), database.close()]));
beforeEach(async () => {
  fault = null;
  smtp.taken.length = 0;
  await sql`delete from mail`.execute(database.db);
});

const queue = (to = 'merchant@example.com', { identity: { caller } } = tenant) =>
  transact(deps, caller, (tx) =>
    queueMail(deps, tx, caller.accountId, { to, subject: 'Invitation', text: `Come in: ${link}\n` }),
  );

const rowOf = async (id: string) => {
  const { rows } = await sql<{ attempts: number; due_at: Date; sent_at: Date | null; failure: string | null; body: Buffer }>`
    select * from mail where id = ${id}`.execute(database.db); // prettier-ignore
  return rows[0] ?? assert.fail('no such mail');
};

test('a mail goes out once, with what was sealed in the database', async () => {
  const id = await queue();
  assert.ok(!(await rowOf(id)).body.includes('invitations'));
  assert.equal(await sendDueMail(deps, 10), 1);
  assert.deepEqual(smtp.taken.map(({ to }) => to), [['merchant@example.com']]); // prettier-ignore
  assert.ok(smtp.taken[0]?.source.includes(link));
  assert.deepEqual((await rowOf(id)).sent_at, deps.now());
  deps.clock.move(24 * 60 * minute);
  assert.equal(await sendDueMail(deps, 10), 0);
  assert.equal(smtp.taken.length, 1);
});

test('a mail of a transaction that fails is never sent', async () => {
  const { caller } = tenant.identity;
  const broken = transact(deps, caller, async (tx) => {
    await queueMail(deps, tx, caller.accountId, { to: 'a@b.example', subject: 'x', text: 'x' });
    throw new Error('no');
  });
  await assert.rejects(broken, /no/);
  assert.equal(await sendDueMail(deps, 10), 0);
});

test('where no mail can be sent none is taken', async () => {
  const { caller } = tenant.identity;
  const text = { to: 'a@b.example', subject: 'x', text: 'x' };
  await assert.rejects(
    transact(deps, caller, (tx) => queueMail({ ...deps, mailer: null }, tx, caller.accountId, text)),
    (error) => error instanceof DomainError && error.code === 'mail_refused',
  );
});

test('while the server is busy it waits 1, 5, 30 and 120 minutes, then it is given up with the reason', async () => {
  fault = smtpFault(450, 'busy');
  const id = await queue();
  for (const [nth, wait] of [1, 5, 30, 120].entries()) {
    assert.equal(await sendDueMail(deps, 10), 1);
    const row = await rowOf(id);
    assert.deepEqual(row.due_at, new Date(deps.now().getTime() + wait * minute));
    assert.deepEqual([row.attempts, row.failure, row.sent_at], [nth + 1, null, null]);
    deps.clock.move(wait * minute - 1);
    assert.equal(await sendDueMail(deps, 10), 0, `a moment before ${wait} minutes`);
    deps.clock.move(1);
  }
  assert.equal(await sendDueMail(deps, 10), 1);
  const row = await rowOf(id);
  assert.equal(row.attempts, 5);
  assert.match(row.failure ?? '', /450 busy/);
  deps.clock.move(24 * 60 * minute);
  fault = null;
  assert.equal(await sendDueMail(deps, 10), 0);
  assert.deepEqual(smtp.taken, []);
});

test('a mail put off goes out when the server will have it', async () => {
  fault = smtpFault(450, 'busy');
  const id = await queue();
  await sendDueMail(deps, 10);
  fault = null;
  deps.clock.move(minute);
  await sendDueMail(deps, 10);
  const row = await rowOf(id);
  assert.deepEqual([row.attempts, row.sent_at, row.failure], [2, deps.now(), null]);
  assert.equal(smtp.taken.length, 1);
});

test('an address that is refused is given up at once, and holds up no other', async () => {
  fault = smtpFault(550, 'no such mailbox');
  const id = await queue();
  await sendDueMail(deps, 10);
  assert.match((await rowOf(id)).failure ?? '', /550 no such mailbox/);
  fault = null;
  const other = await queue();
  await sendDueMail(deps, 10);
  assert.deepEqual((await rowOf(other)).sent_at, deps.now());
});

test('a mail that another key sealed is given up, and the others of its round go out', async () => {
  const foreign = await queue();
  await sql`update mail set body = ${Buffer.alloc(64)} where id = ${foreign}`.execute(database.db);
  const id = await queue();
  await sendDueMail(deps, 10);
  assert.equal((await rowOf(foreign)).failure, 'It could not be sent.');
  assert.deepEqual((await rowOf(id)).sent_at, deps.now());
});

test('many senders at once send each mail once', async () => {
  const other = await makeTenant(deps);
  for (let nth = 0; nth < 10; nth += 1) await queue(`m${nth}@example.com`, nth % 2 ? other : tenant);
  const tried = await Promise.all(Array.from({ length: 5 }, () => sendDueMail(deps, 4)));
  assert.equal(tried.reduce((sum, count) => sum + count, 0), 10); // prettier-ignore
  const all = smtp.taken.flatMap(({ to }) => to).toSorted();
  assert.deepEqual(
    all,
    Array.from({ length: 10 }, (_, nth) => `m${nth}@example.com`),
  );
});

test('what a process had when it died is sent by another after a minute, and the late one changes nothing', async () => {
  const id = await queue();
  const claim = () => {
    const now = deps.now();
    return claimMail(deps.db.house, { now, leaseUntil: new Date(now.getTime() + minute), limit: 1 });
  };
  const [slow] = await claim();
  assert.equal(slow?.id, id);
  assert.equal(await sendDueMail(deps, 10), 0);
  deps.clock.move(minute);
  assert.equal((await claim()).length, 1);
  await giveUpMail(deps.db.house, slow, 'too late to say so');
  await postponeMail(deps.db.house, slow, new Date(deps.now().getTime() + 60 * minute));
  deps.clock.move(minute);
  assert.equal(await sendDueMail(deps, 10), 1);
  const row = await rowOf(id);
  assert.deepEqual([row.attempts, row.sent_at, row.failure, smtp.taken.length], [3, deps.now(), null, 1]);
});

test('the postman works by himself until he is stopped', async (t) => {
  const postman = createPostman(deps, { idleMs: 10, batch: 2 });
  t.after(() => postman.stop());
  postman.start();
  for (const to of ['a@b.example', 'c@d.example', 'e@f.example']) await queue(to);
  while (smtp.taken.length < 3) await sleep(10);
  await postman.stop();
  await queue();
  await sleep(100);
  assert.equal(smtp.taken.length, 3);
});

test('no link is ever in the log', () => {
  assert.ok(logged.some((line) => line.includes('a mail was given up')));
  for (const line of logged) assert.ok(!line.includes('invitations'), line);
});
