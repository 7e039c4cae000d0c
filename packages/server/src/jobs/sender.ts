/** Keeps sending due webhook messages. Any number may run, in one process or many: a claim belongs to one of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Egress } from '../lib/egress/egress.ts';
import { handBack } from '../store/webhook-queue.ts';
import { claimMessages, type Claimed } from '../use-cases/webhook/claim-messages.ts';
import type { WebhookDeps } from '../use-cases/webhook/house.ts';
import { recordAttempts } from '../use-cases/webhook/record-attempts.ts';
import { send, type Sent } from '../webhooks/send.ts';
import { createAttemptRecorder } from './attempt-recorder.ts';
import { createLoop, type Loop } from './loop.ts';
import { verdictOn } from './verdict.ts';

export interface SenderOptions {
  /** Belongs to this sender, which closes it. */
  readonly egress: Egress;
  /** Whether it serves the endpoints whose last try failed, or the others. They do not share places. */
  readonly failing: boolean;
  /** Messages on their way at once, at most. */
  readonly slots: number;
  /** Of these, for one endpoint at most; fewer when places run short, so that slow endpoints never take them all. */
  readonly perEndpoint: number;
  readonly idleMs?: number;
  /** 30 s, or more where the time-out of a try is long: it must exceed that by far. Shorter only in tests. */
  readonly leaseSeconds?: number;
  /** How long a stop waits for tries under way before it cuts them off. */
  readonly graceMs?: number;
}

/** With this share of the free places for each endpoint, hundreds of slow ones leave room for the rest. */
const fairShare = 32;

export function createSender(deps: WebhookDeps, options: SenderOptions): Loop {
  const { egress, failing, slots, perEndpoint, idleMs = 100, graceMs = 3000 } = options;
  const { webhookRetrySeconds, webhookTimeoutMs } = deps.settings;
  const { leaseSeconds = Math.max(30, webhookTimeoutMs / 1000 + 20) } = options;
  /** Tries under way, by endpoint. */
  const lanes = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  const cutOff: Claimed[] = [];
  /** Messages claimed and not yet recorded: they bound what we hold in memory. */
  let held = 0;
  let cutting = false;

  const recorder = createAttemptRecorder({
    log: deps.log,
    record: (attempts) => recordAttempts(deps, attempts),
    onRecorded(count) {
      held -= count;
      loop.wake();
    },
  });

  const loop = createLoop({ name: failing ? 'webhook retry sender' : 'webhook sender', idleMs, log: deps.log, round });

  async function round(): Promise<boolean> {
    const free = slots - held;
    if (free <= 0) return false;
    const most = Math.max(1, Math.min(perEndpoint, Math.floor(free / fairShare)));
    const busy = [...lanes].map(([endpointId, count]) => ({ endpointId, room: Math.max(0, most - count) }));
    const begun = performance.now();
    const claimed = await claimMessages(deps, { leaseSeconds, limit: free, perEndpoint: most, busy, failing });
    for (const message of claimed) launch(message);
    // as long a pause as the claim took: answers gather meanwhile, and the database is never busy with claims alone
    if (claimed.length > 0) await sleep(performance.now() - begun);
    // what comes next depends on answers: their arrival wakes the loop
    return false;
  }

  function launch(message: Claimed): void {
    held += 1;
    lanes.set(message.endpointId, (lanes.get(message.endpointId) ?? 0) + 1);
    const trying = attempt(message).finally(() => underWay.delete(trying));
    underWay.add(trying);
  }

  async function attempt(message: Claimed): Promise<void> {
    const sent =
      message.secrets.length > 0
        ? await send(egress, message, { timeoutMs: webhookTimeoutMs, now: deps.now })
        : unsigned(deps.now());
    const left = (lanes.get(message.endpointId) ?? 1) - 1;
    if (left > 0) lanes.set(message.endpointId, left);
    else lanes.delete(message.endpointId);
    if (cutting && sent.status === null) cutOff.push(message);
    else recorder.add(verdictOn(message, sent, webhookRetrySeconds, Math.random()));
    loop.wake();
  }

  return {
    ...loop,
    async stop() {
      await loop.stop();
      await Promise.race([Promise.all(underWay), sleep(graceMs, undefined, { ref: false })]);
      cutting = true;
      await egress.close();
      await Promise.all(underWay);
      if (cutOff.length > 0) {
        // without the database the end of the lease does the same, only later
        await handBack(deps.db.house, cutOff).catch((error: unknown) =>
          deps.log.error({ err: error, messages: cutOff.length }, 'webhook messages could not be handed back'),
        );
      }
      await Promise.race([recorder.drained(), sleep(graceMs, undefined, { ref: false })]);
    },
  };
}

function unsigned(now: Date): Sent {
  const error = 'The message could not be signed: rotate the secret of the endpoint.';
  const nothing = { status: null, excerpt: null, retryAfter: null };
  return { ...nothing, outcome: 'retry', startedAt: now, durationMs: 0, error };
}
