/**
 * A15: thousands of requests made from the OpenAPI documents of all dialects, right ones and spoilt ones. None may fail
 * on our side, each answer is as documented, and nothing of another tenant changes.
 * FUZZ_SEED repeats a run, FUZZ_RUNS sets the number of requests.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../src/webhooks/write-body.ts';
import { dump } from './fuzz/dump.ts';
import type { Operation } from './fuzz/document.ts';
import { findFault } from './fuzz/find-fault.ts';
import { openFuzzHouse, type FuzzHouse } from './fuzz/house.ts';
import { faultOf, toCurl } from './fuzz/judge.ts';
import { requestsTo } from './fuzz/request.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_122);
const runs = Number(process.env['FUZZ_RUNS'] ?? 10_000);

/** A password takes 50 ms to hash, on purpose, and the document is always the same: these get fewer requests. */
const rare = new Set(['createCredential', 'createDeliveryMedium', 'authenticate', 'getOpenApi']);
/** A part of an equal share. */
const rareShare = 0.3;

let house: FuzzHouse;
before(async () => {
  house = await openFuzzHouse();
});
after(() => house.close());

/** Before each there is some of everything again: trips that can be started, stops that are open. */
const rounds = 4;

test(`A15: ${runs} requests of seed ${seed} are answered as documented, and change nothing of another tenant's`, async (t) => {
  const untouched = await dump(house.database, house.other);
  const weights = house.operations.map(({ id }) => (rare.has(id) ? rareShare : 1));
  const whole = weights.reduce((sum, weight) => sum + weight, 0) * rounds;
  const statuses = new Map<number, number>();
  const faults = new Map<Operation, string>();
  for (let round = 0; round < rounds; round += 1) {
    await house.furnish();
    for (const [index, operation] of rotated([...house.operations.entries()], round / rounds)) {
      if (faults.has(operation)) continue;
      const numRuns = Math.ceil((runs * (weights[index] ?? 1)) / whole);
      const fault = await fuzz(operation, { seed: seed + round * 1000 + index, numRuns }, statuses);
      if (fault !== null) faults.set(operation, fault);
    }
    while ((await relayEvents(house.deps, writeBody)) > 0);
  }
  t.diagnostic(`seed ${seed}: ${JSON.stringify(Object.fromEntries(statuses))}`);
  assert.equal([...faults.values()].join('\n\n'), '', `repeat it with FUZZ_SEED=${seed}`);
  assert.ok(untouched.length > 10_000, 'another tenant has rows');
  assert.ok((await dump(house.database, house.other)) === untouched, 'another tenant’s rows are as they were');
});

/** Each round begins elsewhere: what deletes and ends things comes after the rest once, and before it once. */
function rotated<T>(list: readonly T[], part: number): readonly T[] {
  const first = Math.floor(list.length * part);
  return [...list.slice(first), ...list.slice(0, first)];
}

async function fuzz(
  operation: Operation,
  options: { readonly seed: number; readonly numRuns: number },
  statuses: Map<number, number>,
): Promise<string | null> {
  const why = await findFault(requestsTo(operation), options, async (request) => {
    const filled = house.fill(operation, request);
    const answer = await house.send(operation, filled);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const fault = faultOf(operation, filled, answer);
    assert.equal(
      fault,
      null,
      `${fault}\n${toCurl(filled).slice(0, 3000)}\n${answer.status} ${answer.body.slice(0, 1000)}`,
    );
  });
  return why === null ? null : `${operation.dialect} ${operation.id}: ${why}`;
}
