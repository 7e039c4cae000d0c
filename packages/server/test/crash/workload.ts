/** Sixteen clients that share out the work of a crash run among them. */
import type { CrashPlan } from './run-crash.ts';
import type { Partner } from './partner.ts';
import type { Weather } from './persistent-client.ts';
import { createRandom, type Random } from './random.ts';
import { oneSentBefore, sendLogiNextOrders, sendNativeOrder } from './send-orders.ts';
import { sendBatch } from './send-positions.ts';
import type { Sent } from './sent.ts';

const clients = 16;
/** Of orders and batches by the native API, how many come with a key of their own. */
const withKey = 0.25;

export interface Workload {
  readonly partner: Partner;
  readonly weather: Weather;
  readonly sent: Sent;
  readonly plan: Pick<CrashPlan, 'seed' | 'orders' | 'batches'>;
  /** Called for each order and each batch when it is settled. */
  readonly onDone: () => void;
}

/** Resolves when everything was acknowledged or refused. */
export async function runClients(work: Workload): Promise<void> {
  const left = { orders: work.plan.orders, batches: work.plan.batches };
  await Promise.all(Array.from({ length: clients }, (_, client) => runClient(work, left, client)));
}

async function runClient(work: Workload, left: { orders: number; batches: number }, client: number): Promise<void> {
  const { partner, weather, sent, plan, onDone } = work;
  const random = createRandom(plan.seed * 31 + client);
  const prefix = `S${plan.seed}-C${client}-`;
  let made = 0;
  while (left.orders > 0 || left.batches > 0) {
    const orders = random.chance(left.orders / (left.orders + left.batches));
    if (!orders) {
      left.batches -= 1;
      await sendBatch(partner, weather, sent, drawBatch(random, plan.seed, client, (made += 1)));
      onDone();
      continue;
    }
    const many = Math.min(left.orders, 1 + random.below(3));
    left.orders -= many;
    const numbers = Array.from({ length: many }, () => `${prefix}${(made += 1)}`);
    if (many === 1 && random.chance(withKey * 3)) await sendNativeOrder(partner, weather, sent, `N${numbers[0]}`);
    else await sendLogiNextOrders(partner, weather, sent, numbers);
    for (let count = many; count > 0; count -= 1) onDone();
    const again = random.chance(0.05) ? oneSentBefore(sent, random, prefix) : undefined;
    if (again !== undefined) await sendLogiNextOrders(partner, weather, sent, [again]);
  }
}

const dayMs = 86_400_000;
/** No client has as many batches as this, and none is longer. */
const room = { batches: 4000, fixes: 1000 };

/** Device times that no other batch has: each client and each round has a stretch of the last day for itself. */
function drawBatch(random: Random, seed: number, client: number, number: number) {
  const tracker = client % 2;
  const slot = ((seed % 4) * clients + client) * room.batches + (number % room.batches);
  const key = random.chance(withKey) ? `batch-${seed}-${client}-${number}` : null;
  const size = random.chance(0.4) ? 1 : random.chance(0.05) ? room.fixes : 2 + random.below(100);
  return { tracker, firstMs: startOfTime() - slot * room.fixes, size, key };
}

/** The same for the whole process, so that a repetition has the same content. */
const begun = Date.now();
const startOfTime = () => begun - dayMs / 24;
