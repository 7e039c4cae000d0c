/** One crash run: clients send, servers and databases die at random moments, and at the end the books are opened. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startReceiver, type Receiver } from '../receiver.ts';
import type { Scope } from '../waybill-process.ts';
import { drain, lapseLeases, readFound, type Found } from './audit.ts';
import { openBooks } from './books.ts';
import { openCrashHouse, type CrashHouse } from './crash-house.ts';
import type { Ledger } from './ledger.ts';
import { signIn, type Partner } from './partner.ts';
import { newWeather, type Weather } from './persistent-client.ts';
import { createRandom, type Random } from './random.ts';
import { newSent, type Sent } from './sent.ts';
import { runClients } from './workload.ts';

export interface CrashPlan {
  readonly seed: number;
  readonly orders: number;
  readonly batches: number;
  readonly serverKills: number;
  readonly databaseKills: number;
  /** True turns the clock of leases forward after a kill, where patience would take 30 s. */
  readonly hurry: boolean;
  readonly report: (line: string) => void;
}

export interface CrashRun {
  readonly ledger: Ledger;
  readonly found: Found;
  readonly weather: Weather;
  readonly refused: readonly string[];
  /** Webhooks that came more than once, under the same id and with the same bytes. */
  readonly repeated: number;
  /** Milliseconds from each kill of the server until the next one was ready. */
  readonly restartsMs: readonly number[];
}

/** What lives on from one round of a long run to the next. */
export interface Stage {
  readonly house: CrashHouse;
  readonly receiver: Receiver;
  readonly partner: Partner;
  readonly sent: Sent;
}

export async function openStage(t: Scope, seed: number): Promise<Stage> {
  const random = createRandom(seed);
  const receiver = await startReceiver((_request, response) => answerAsPartnersDo(random, response));
  t.after(() => receiver.close());
  const house = await openCrashHouse(t);
  return { house, receiver, partner: await signIn(house.base, receiver.url), sent: newSent() };
}

export async function runCrash({ house, receiver, partner, sent }: Stage, plan: CrashPlan): Promise<CrashRun> {
  const weather = newWeather();
  const restartsMs: number[] = [];
  const random = createRandom(plan.seed ^ 0x5eed);
  const deaths = drawDeaths(random, plan);
  const total = plan.orders + plan.batches;
  const progress = { done: 0 };
  const clients = runClients({ partner, weather, sent, plan, onDone: () => (progress.done += 1) });
  // told where they are awaited; nobody waits for a moment that does not come
  clients.catch(() => (progress.done = total));
  try {
    for (const [index, death] of deaths.entries()) {
      // one in each stretch of the work, at a random moment of it
      const share = (index + 0.2 + 0.6 * random.next()) / deaths.length;
      while (progress.done < share * total) await sleep(5);
      await sleep(random.below(200));
      const diedAt = new Date();
      if (death === 'server') restartsMs.push(await house.killServer());
      else await house.killDatabase();
      plan.report(`${death} killed at ${progress.done} of ${total}`);
      if (plan.hurry) await lapseLeases(house, diedAt);
    }
  } catch (cause) {
    weather.givenUp = true;
    throw cause;
  }
  await clients;
  plan.report('all is acknowledged; waiting for the last webhooks');
  await drain(house, 90_000);
  const found = await readFound(house);
  const { ledger, repeated } = openBooks(sent, found, receiver);
  return { ledger, found, weather, refused: sent.refused, repeated, restartsMs };
}

function drawDeaths(random: Random, { serverKills, databaseKills }: CrashPlan): ('server' | 'database')[] {
  const kinds = [...Array<'server'>(serverKills).fill('server'), ...Array<'database'>(databaseKills).fill('database')];
  return kinds
    .map((kind) => ({ kind, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ kind }) => kind);
}

/** Most are quick; some take their time, so that a kill finds webhooks on their way; a few fail. */
function answerAsPartnersDo(
  random: Random,
  response: Parameters<Parameters<typeof startReceiver>[0] & object>[1],
): void {
  const fails = random.chance(0.03);
  const answer = () => void response.writeHead(fails ? 500 : 204).end();
  if (random.chance(0.1)) setTimeout(answer, random.below(400));
  else answer();
}
