/** Mail by SMTP: what arrives, with and without TLS, and what becomes of it when the server will not have it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { after, before, test, type TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { listen } from '../../../test/receiver.ts';
import { smtpFault, startSmtpServer } from '../../../test/smtp-server.ts';
import { createLogMailer } from './log-mailer.ts';
import { MailAway, MailRefused, type Mail } from './mailer.ts';
import { createSmtpMailer, tlsUseOf, type SmtpOptions } from './smtp-mailer.ts';

const file = (name: string) => readFileSync(new URL(`../../../test/certificates/${name}`, import.meta.url));
const usual = getCACertificates('default');
before(() => setDefaultCACertificates([...usual, file('ca.pem').toString()]));
after(() => setDefaultCACertificates(usual));

const from = 'Waybill <waybill@sender.example>';
const mail: Mail = {
  id: '01900000-0000-7000-8000-000000000001',
  to: 'merchant@example.com',
  subject: 'Ihre Einladung – 邀请',
  text: 'Grüße,\n\n.a line that begins with a full stop\nhttps://waybill.example/gotsurge/invitations/abc?d=e\n',
};

async function open(t: TestContext, server: SMTPServerOptions = {}) {
  const smtp = await startSmtpServer(server);
  t.after(smtp.close);
  const mailer = (options: Partial<SmtpOptions> = {}, user = '', scheme = 'smtp') =>
    createSmtpMailer({ url: `${scheme}://${user}127.0.0.1:${smtp.port}`, from, timeoutMs: 1500, ...options });
  return { smtp, mailer };
}

/** Header fields in small letters; the body decoded from quoted-printable. */
function read(source: string) {
  const [head = '', ...rest] = source.split('\r\n\r\n');
  const fields = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    fields.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  const body = rest.join('\r\n\r\n');
  const bytes = body.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))); // prettier-ignore
  const text = headers['content-transfer-encoding'] === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(bytes, 'latin1'); // prettier-ignore
  return { headers, text: text.toString('utf8').replaceAll('\r\n', '\n') };
}

test('a mail arrives with its sender, its subject, its text and an id of its own', async (t) => {
  const { smtp, mailer } = await open(t);
  await mailer().send(mail);
  const [{ source, ...envelope } = assert.fail('nothing arrived'), ...more] = smtp.taken;
  assert.deepEqual(more, []);
  assert.deepEqual(envelope, { from: 'waybill@sender.example', to: [mail.to], secure: false, user: undefined });
  const { headers, text } = read(source);
  assert.equal(headers['from'], from);
  assert.equal(headers['to'], mail.to);
  assert.equal(headers['message-id'], `<${mail.id}@sender.example>`);
  assert.equal(headers['auto-submitted'], 'auto-generated');
  assert.match(headers['content-type'] ?? '', /^text\/plain; charset=utf-8$/i);
  const words = (headers['subject'] ?? '').replaceAll(/\?=\s+=\?/g, '?==?');
  const decoded = words.replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, base64: string) => Buffer.from(base64, 'base64').toString()); // prettier-ignore
  const plain = decoded.replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, quoted: string) => decodeURIComponent(quoted.replaceAll('_', ' ').replaceAll('=', '%'))); // prettier-ignore
  assert.equal(plain, mail.subject);
  assert.equal(text.trimEnd(), mail.text.trimEnd());
});

test('a name and a password sign in, also with signs that a URL must write otherwise', async (t) => {
  const { smtp, mailer } = await open(t, { authOptional: false, allowInsecureAuth: true });
  await mailer({}, 'way%40bill:right@').send(mail);
  assert.equal(smtp.taken[0]?.user, 'way@bill');
  await assert.rejects(mailer({}, 'waybill:wrong@').send(mail), MailAway, 'a password can be mended');
  await assert.rejects(mailer().send(mail), MailAway);
  assert.equal(smtp.taken.length, 1);
});

test('no line break, list or name smuggles in another receiver or header', async (t) => {
  const { smtp, mailer } = await open(t);
  const others = ['a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', 'A <a@b.example>', 'a@b@c', 'a b@c.example', '', 'group:a@b.example;', '"a\\"@b.example']; // prettier-ignore
  for (const to of others) await assert.rejects(mailer().send({ ...mail, to }), MailRefused, to);
  assert.equal(smtp.connections(), 0);
  await mailer().send({ ...mail, subject: 'one\r\nBcc: c@d.example\r\n\r\ntwo' });
  const { headers, text } = read(smtp.taken[0]?.source ?? '');
  assert.deepEqual([headers['bcc'], smtp.taken[0]?.to], [undefined, [mail.to]]);
  assert.equal(text.trimEnd(), mail.text.trimEnd());
});

test('TLS from the start: a server that proves who it is gets the mail', async (t) => {
  const { smtp, mailer } = await open(t, { secure: true, key: file('leaf.key'), cert: file('good.pem') });
  await mailer({}, 'waybill:right@', 'smtps').send(mail);
  assert.deepEqual([smtp.taken[0]?.secure, smtp.taken[0]?.user], [true, 'waybill']);
});

for (const certificate of ['expired.pem', 'other.pem', 'self.pem'])
  for (const tls of ['from-the-start', 'required', 'offered'] as const)
    test(`TLS ${tls}: a server with ${certificate} gets nothing`, async (t) => {
      const secure = tls === 'from-the-start';
      const options = { secure, key: file('leaf.key'), cert: file(certificate), disabledCommands: [] };
      const { smtp, mailer } = await open(t, options);
      await assert.rejects(mailer({ tls }).send(mail), MailAway);
      assert.deepEqual(smtp.taken, []);
    });

test('STARTTLS: a server that offers it gets the mail by TLS', async (t) => {
  const { smtp, mailer } = await open(t, { key: file('leaf.key'), cert: file('good.pem'), disabledCommands: [] });
  for (const tls of ['required', 'offered', 'never'] as const) await mailer({ tls }, 'waybill:right@').send(mail).catch(() => undefined); // prettier-ignore
  // without TLS this server lets nobody sign in
  assert.deepEqual(
    smtp.taken.map(({ secure }) => secure),
    [true, true],
  );
});

test('STARTTLS: where it is required, a server without it sees neither mail nor password', async (t) => {
  const signedIn: unknown[] = [];
  const { smtp, mailer } = await open(t, {
    allowInsecureAuth: true,
    onAuth: ({ username }, _session, callback) => {
      signedIn.push(username);
      callback(null, { user: username });
    },
  });
  await assert.rejects(mailer({ tls: 'required' }, 'waybill:right@').send(mail), MailAway);
  assert.deepEqual([signedIn, smtp.taken, smtp.connections()], [[], [], 1]);
  await mailer({ tls: 'offered' }).send(mail);
  assert.equal(smtp.taken[0]?.secure, false);
});

test('the address says how TLS is used', () => {
  assert.deepEqual(
    ['smtps://127.0.0.1', 'smtp://u:p@mail.example', 'smtp://mail.example:25', 'smtp://u:p@localhost', 'smtp://127.0.0.1', 'smtp://[::1]:25', 'smtp://u:p@127.0.0.1.example'].map(tlsUseOf), // prettier-ignore
    ['from-the-start', 'required', 'offered', 'never', 'never', 'never', 'required'],
  );
});

const rcpt = (code: number): SMTPServerOptions => ({
  onRcptTo: (_address, _session, callback) => callback(smtpFault(code, 'no such mailbox')),
});
const data = (code: number): SMTPServerOptions => ({
  onData(stream, _session, callback) {
    stream.resume().once('end', () => callback(smtpFault(code, 'this is spam')));
  },
});

for (const [name, options, kind, words] of [
  ['an unknown mailbox', rcpt(550), MailRefused, /550 no such mailbox/],
  ['a busy mailbox', rcpt(450), MailAway, /450 no such mailbox/],
  ['a refused text', data(554), MailRefused, /554 this is spam/],
  ['a text put off', data(451), MailAway, /451 this is spam/],
  ['a refused sender', { onMailFrom: (_address, _session, callback) => callback(smtpFault(553, 'not you')) }, MailAway, /553 not you/], // prettier-ignore
  ['a refused connection', { onConnect: (_session, callback) => callback(smtpFault(554, 'go away')) }, MailAway, /go away/], // prettier-ignore
] satisfies readonly [string, SMTPServerOptions, typeof MailAway | typeof MailRefused, RegExp][])
  test(`${name} is ${kind === MailRefused ? 'for good' : 'worth another try'}, and the server's words are kept`, async (t) => {
    const { mailer } = await open(t, options);
    await assert.rejects(mailer().send(mail), (error) => error instanceof kind && words.test(error.message));
  });

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('220-wait\r\n'), 20);
  socket.once('close', () => clearInterval(timer));
}

for (const [name, greet] of [
  ['silence', () => undefined],
  ['drops', drip],
  ['no SMTP', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
] satisfies readonly [string, (socket: Socket) => unknown][])
  test(`${name} is an end within its time`, async (t) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      greet(socket);
    });
    t.after(() => server.close());
    const url = `smtp://127.0.0.1:${await listen(server)}`;
    const began = performance.now();
    await assert.rejects(createSmtpMailer({ url, from, timeoutMs: 300 }).send(mail), MailAway);
    assert.ok(performance.now() - began < 2000);
  });

test('a server that is not there is told as away', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from, timeoutMs: 1000 });
  await assert.rejects(mailer.send(mail), (error) => error instanceof MailAway && /ESOCKET/.test(error.message));
});

test('without a mail server the log shows the mail, links and all', async () => {
  const lines: unknown[] = [];
  await createLogMailer({ info: (...line: unknown[]) => void lines.push(line) }).send(mail);
  assert.deepEqual(lines, [
    [{ to: mail.to }, `no WAYBILL_SMTP is set, so this mail goes nowhere: ${mail.subject}\n${mail.text}`],
  ]);
});
