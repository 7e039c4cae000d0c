/** GotSurge's and the native door on one database, with a mail server: for tests of platforms and invitations. */
import assert from 'node:assert/strict';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { gotsurge } from '../src/dialects/gotsurge/index.ts';
import { native } from '../src/dialects/native/index.ts';
import { buildApp } from '../src/http/app.ts';
import { createSmtpMailer } from '../src/lib/mail/smtp-mailer.ts';
import { invitationPath } from '../src/use-cases/invitation/send-invitations.ts';
import { sendDueMail } from '../src/use-cases/mail/send-due-mail.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { startSmtpServer, type TakenMail, type TestSmtpServer } from './smtp-server.ts';

export type Json = Record<string, unknown>;

export interface PlatformAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** `{}` for a page. */
  readonly body: Json;
}

export interface PlatformHouse {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly smtp: TestSmtpServer;
  /** Lines of the log. */
  readonly logged: string[];
  readonly ask: (
    ask: Pick<InjectOptions, 'method' | 'headers' | 'payload' | 'remoteAddress'> & { readonly url: string },
  ) => Promise<PlatformAnswer>;
  /** What the postman brings now. */
  readonly post: () => Promise<readonly TakenMail[]>;
  readonly close: () => Promise<void>;
}

export async function openPlatformHouse(): Promise<PlatformHouse> {
  const [database, smtp] = await Promise.all([testDatabase(), startSmtpServer()]);
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${smtp.port}`, from: 'waybill@sender.example' });
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const dialects = [gotsurge, native];
  const deps = { ...testDeps(database.tenants, { dialects, mailer }), log };
  const mounts = dialects.map(({ name, prefix, plugin }) => ({ name, prefix, plugin: plugin(deps) }));
  const app = buildApp({ mounts, log });
  await app.ready();
  return {
    app,
    database,
    deps,
    smtp,
    logged,
    async ask(options) {
      const answer = await app.inject(options);
      const isJson = /json/.test(String(answer.headers['content-type']));
      const body = isJson && answer.body !== '' ? answer.json<Json>() : {};
      return { status: answer.statusCode, text: answer.body, headers: answer.headers, body };
    },
    async post() {
      const before = smtp.taken.length;
      await sendDueMail({ ...deps, mailer }, 100);
      return smtp.taken.slice(before);
    },
    close: async () => {
      await app.close();
      await Promise.all([smtp.close(), database.close()]);
    },
  };
}

/** The path of the page that a mail leads to. */
export function linkIn({ source }: Pick<TakenMail, 'source'>): string {
  const whole = source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const [link = assert.fail(source)] = /http:\/\/\S+/.exec(whole) ?? [];
  const { pathname } = new URL(link);
  assert.ok(pathname.startsWith(invitationPath), link);
  return pathname;
}

/** What a browser sends. */
export const formOf = (fields: Readonly<Record<string, string>>) => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  payload: new URLSearchParams(fields).toString(),
});
