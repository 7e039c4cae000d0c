/** Starts and stops everything that works behind the API. Any number of processes may run it against one database. */
import { createEgress } from '../lib/egress/egress.ts';
import { oldestWait } from '../store/outbox.ts';
import type { Deps } from '../use-cases/deps.ts';
import type { WebhookDeps } from '../use-cases/webhook/house.ts';
import { createCycles } from './cycles.ts';
import { createExpiry } from './expiry.ts';
import { createFollower } from './follow-trackers.ts';
import { createFollowUps } from './follow-ups.ts';
import { startJobQueue } from './job-queue.ts';
import type { Loop } from './loop.ts';
import { createPostman } from './mail.ts';
import { preparePositionDays } from './maintenance.ts';
import { createPartnerCaller } from './partner-caller.ts';
import { createPlanning } from './planning.ts';
import { createProviderPoller } from './provider-poller.ts';
import { createRelay } from './relay.ts';
import { createSender } from './sender.ts';
import { createUnpaidOrders } from './unpaid-orders.ts';

/** Says why something stands still; null while it moves. */
export type Readiness = () => Promise<string | null>;

export interface Workers {
  /** Ends or hands back what is under way, within a few seconds. */
  readonly stop: () => Promise<void>;
  readonly readiness: Readonly<Record<string, Readiness>>;
}

/** Places of the sender: each is one message on its way. */
const working = { slots: 512, perEndpoint: 8 } as const;
/** An endpoint that fails is knocked at with one message at a time until it answers well. */
const failing = { slots: 64, perEndpoint: 1 } as const;

/** An event that waits longer than this means that no relay works. Seconds. */
const longestWait = 30;

/** @param connectionString of the database that `deps.db` leads to, for the job queue's own small pool. */
export async function startWorkers(deps: Deps, connectionString: string): Promise<Workers> {
  await preparePositionDays(deps);
  // the queue takes a moment to start; the relay and the senders need not wait for it
  const queue = startJobQueue(deps, connectionString);
  const sender = createSender(deps, { ...working, failing: false, egress: createEgress(deps.settings) });
  const retrySender = createSender(deps, {
    ...failing,
    failing: true,
    egress: createEgress(deps.settings),
    idleMs: 250,
  });
  const partnerCaller = createPartnerCaller(deps);
  const followUps = createFollowUps(deps, { onFollowed: partnerCaller.wake });
  const relay = createRelay(deps, {
    onRelayed() {
      sender.wake();
      followUps.wake();
    },
  });
  const poller = createProviderPoller(deps);
  const follower = createFollower(deps);
  const expiry = createExpiry(deps);
  const unpaidOrders = createUnpaidOrders(deps);
  const cycles = createCycles(deps);
  const { mailer } = deps;
  // without a mail server there is nobody to give it to, and nothing is put on its way
  const postman = mailer && createPostman({ ...deps, mailer });
  const planning = createPlanning(deps);
  const loops: readonly Loop[] = [
    relay,
    sender,
    retrySender,
    follower,
    planning,
    expiry,
    unpaidOrders,
    cycles,
    followUps,
    partnerCaller,
    poller,
    ...(postman ? [postman] : []),
  ];
  for (const loop of loops) loop.start();
  const stop = async () => {
    await Promise.all([...loops.map((loop) => loop.stop()), queue.then(({ stop }) => stop())]);
  };
  try {
    await queue;
  } catch (error) {
    await Promise.allSettled(loops.map((loop) => loop.stop()));
    throw error;
  }
  return {
    stop,
    readiness: {
      relay: () => relayReadiness(deps),
      sender: async () => sender.standsStill() ?? retrySender.standsStill(),
      follower: async () => follower.standsStill(),
      expiry: async () => expiry.standsStill(),
      unpaidOrders: async () => unpaidOrders.standsStill(),
      cycles: async () => cycles.standsStill(),
      followUps: async () => followUps.standsStill(),
      partnerCaller: async () => partnerCaller.standsStill(),
      poller: async () => poller.standsStill(),
      postman: async () => postman?.standsStill() ?? null,
    },
  };
}

/** Asks the table, so it tells the truth in any process: one that only serves the API has no relay of its own. */
export async function relayReadiness({ db }: Pick<WebhookDeps, 'db'>): Promise<string | null> {
  const seconds = await oldestWait(db.house);
  if (seconds === null || seconds < longestWait) return null;
  return `The oldest event has waited ${Math.round(seconds)} s for the webhook relay.`;
}
