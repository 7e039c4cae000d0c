/** For tests of webhooks: an account, a dialect that says what it is told, and the means to look behind the curtain. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { createRelay } from '../src/jobs/relay.ts';
import { createSender, type SenderOptions } from '../src/jobs/sender.ts';
import { createEgress } from '../src/lib/egress/egress.ts';
import { createSecretBox } from '../src/lib/secret-box.ts';
import { insertEvents } from '../src/store/event.ts';
import type { Caller } from '../src/use-cases/caller.ts';
import type { Settings } from '../src/use-cases/deps.ts';
import { createEndpoint, type EndpointWithSecret, type NewEndpoint } from '../src/use-cases/webhook/create-endpoint.ts';
import type { WebhookDeps } from '../src/use-cases/webhook/house.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { startReceiver, type Receiver } from './receiver.ts';

export interface WebhookHouse {
  readonly deps: WebhookDeps;
  readonly database: TestDatabase;
  readonly caller: Caller;
  readonly newAccount: () => Promise<Caller>;
  /** Lines of the log, as JSON. */
  readonly logged: string[];
  readonly addEndpoint: (input: Partial<NewEndpoint> & { url: string }, caller?: Caller) => Promise<EndpointWithSecret>;
  /** Writes an event that the dialect `echo` tells as a webhook of type `word`; `fail` makes it throw. */
  readonly happen: (aggregateId: string, sequence: number, word?: string, caller?: Caller) => Promise<string>;
  /** One row, by any query. */
  readonly row: (text: string) => Promise<Record<string, unknown> | undefined>;
  readonly rows: (text: string) => Promise<Record<string, unknown>[]>;
}

/** Quick enough for tests; each may set its own. */
export const quick: Settings = {
  sandbox: true,
  privateUrls: true,
  webhookRetrySeconds: [0.1, 0.1, 0.1],
  webhookTimeoutMs: 1000,
  webhookDisableAfterSeconds: 3600,
  providerPollSeconds: 30,
  insurancePaths: null,
};

export async function webhookHouse(settings: Partial<Settings> = {}): Promise<WebhookHouse> {
  const database = await testDatabase();
  const { db, tenants } = database;
  const logged: string[] = [];
  const deps: WebhookDeps = {
    db: tenants,
    now: () => new Date(),
    newId: () => v7(),
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    publicUrl: () => 'http://localhost',
    secrets: createSecretBox(randomBytes(32)),
    settings: { ...quick, ...settings },
    followers: [],
    voices: new Map([['echo', { webhooks: ['ping', 'pong', 'fail'], tell: echo }]]),
  };

  const newAccount = async (): Promise<Caller> => {
    const accountId = v7();
    await sql`insert into account (id, name, currency, time_zone) values (${accountId}, 'Test', 'INR', 'Asia/Kolkata')`.execute(
      db,
    );
    return { accountId, actor: 'test', credentialId: null };
  };
  const caller = await newAccount();
  const rows = async (text: string) => (await sql<Record<string, unknown>>`${sql.raw(text)}`.execute(db)).rows;

  return {
    deps,
    database,
    caller,
    newAccount,
    logged,
    addEndpoint: (input, owner = caller) =>
      createEndpoint(deps, owner, { dialect: 'echo', events: null, contentType: 'json', ...input }),
    async happen(aggregateId, sequence, word = 'ping', owner = caller) {
      const id = deps.newId();
      const event = { aggregate: 'delivery', aggregateId, sequence, type: 'webhook_endpoint.disabled' } as const;
      const data = { url: 'about:blank', reason: word };
      const written = { accountId: owner.accountId, id, occurredAt: deps.now(), actor: owner.actor };
      await insertEvents(db, [{ ...written, event: { ...event, data } }]);
      return id;
    },
    rows,
    row: async (text) => (await rows(text))[0],
  };
}

const echo: NonNullable<ReturnType<WebhookDeps['voices']['get']>>['tell'] = (event) => {
  if (event.type !== 'webhook_endpoint.disabled' || event.aggregate !== 'delivery') return [];
  const { reason: word } = event.data;
  if (word === 'fail') throw new Error('no words');
  return [{ type: word, body: { aggregateId: event.aggregateId, sequence: event.sequence, word } }];
};

/** Waits for something to become true, and no longer than needed. */
export async function until(what: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`not true within ${withinMs} ms: ${what.toString()}`);
    await sleep(10);
  }
}

export interface Sending {
  readonly stop: () => Promise<void>;
}

/** Relay and both senders, as in a running house but with short pauses. */
export function startSending(house: Pick<WebhookHouse, 'deps'>, options: Partial<SenderOptions> = {}): Sending {
  const { deps } = house;
  const common = { slots: 256, perEndpoint: 8, idleMs: 10, graceMs: 500, ...options };
  const [sender, retrySender] = [false, true].map((failing) =>
    createSender(deps, {
      ...common,
      failing,
      perEndpoint: failing ? 1 : common.perEndpoint,
      egress: createEgress(deps.settings),
    }),
  );
  const loops = [createRelay(deps, { idleMs: 10 }), sender, retrySender].filter((loop) => loop !== undefined);
  for (const loop of loops) loop.start();
  return { stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))) };
}

/** As `startReceiver`, for one test. */
export async function receiver(t: TestContext, ...answer: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...answer);
  t.after(() => started.close());
  return started;
}

/** As `startSending`, for one test. */
export function sending(t: TestContext, house: WebhookHouse, options: Partial<SenderOptions> = {}): Sending {
  const started = startSending(house, options);
  t.after(() => started.stop());
  return started;
}

/** What one test leaves behind must not reach the next. */
export async function forgetEndpoints(house: WebhookHouse): Promise<void> {
  await house.rows('update webhook_endpoint set deleted_at = now() where deleted_at is null');
}
