/**
 * Random lives of deliveries and trips through both dialects, beside a model of the rules: what the model allows
 * happens, what it does not is refused, and the events tell the whole life. FUZZ_SEED repeats a run.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { moves, type DeliveryState } from '../src/domain/delivery/delivery-state.ts';
import { findFault } from './fuzz/find-fault.ts';
import { openFuzzHouse, type FuzzHouse } from './fuzz/house.ts';
import { play, scripts, type Life } from './fuzz/life-script.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_122);
const numRuns = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 10_000) / 125);

let house: FuzzHouse;
let client: Client;

before(async () => {
  house = await openFuzzHouse();
  client = new Client({ connectionString: house.database.superuserUrl });
  await client.connect();
});
after(async () => {
  await client.end();
  await house.close();
});

test(`${numRuns} lives of seed ${seed} go as the rules say, and their events tell them again`, async () => {
  const fault = await findFault(scripts, { seed, numRuns }, async (script) => {
    const life = await play(house, script);
    for (const delivery of life.deliveries) assert.equal(await replayed(delivery.id), delivery.state);
    for (const trip of life.trips) await assertWhole('trip', trip.id, trip.state);
    assertNobodyForgotten(life);
  });
  assert.equal(fault, null, `repeat it with FUZZ_SEED=${seed}: ${fault}`);
});

interface EventRow {
  readonly sequence: number;
  readonly type: string;
  readonly data: { readonly delivery?: { readonly state: DeliveryState; readonly version: number } };
}

/** The events of an aggregate are gapless from 1 to its version. */
async function assertWhole(table: 'delivery' | 'trip', id: string, state: string): Promise<readonly EventRow[]> {
  const { rows } = await client.query<EventRow>(
    'select sequence, type, data from event where aggregate = $1 and aggregate_id = $2 order by sequence',
    [table, id],
  );
  const found = await client.query<{ version: number; state: string }>(
    `select version, state from ${table} where id = $1`,
    [id],
  );
  const version = Number(found.rows[0]?.version);
  assert.equal(found.rows[0]?.state, state);
  assert.deepEqual(rows.map(({ sequence }) => sequence), Array.from({ length: version }, (_, index) => index + 1)); // prettier-ignore
  return rows;
}

/** The state that the events lead to, each by a move of the table. */
async function replayed(id: string): Promise<DeliveryState> {
  const { rows } = await client.query<{ state: string }>('select state from delivery where id = $1', [id]);
  const events = await assertWhole('delivery', id, rows[0]?.state ?? 'gone');
  let state: DeliveryState = 'ready';
  for (const { type, sequence, data } of events) {
    const next = leadsTo[type];
    assert.ok(next !== undefined, `${type} is not known here`);
    const to: DeliveryState | undefined = next === null ? state : next.find((one) => one === data.delivery?.state);
    assert.ok(to !== undefined, `${type} leads to ${next?.join(' or ')}, not to ${data.delivery?.state}`);
    const exits: readonly DeliveryState[] = moves[state];
    assert.ok(to === state || exits.includes(to), `${state} to ${to} by ${type} is no move`);
    assert.deepEqual([data.delivery?.state, data.delivery?.version], [to, sequence]);
    state = to;
  }
  return state;
}

/** Where each event leads; null where it was. */
const leadsTo: Readonly<Record<string, readonly DeliveryState[] | null>> = {
  'delivery.created': ['ready'],
  'delivery.updated': null,
  'delivery.packages_updated': null,
  'delivery.assigned': ['assigned'],
  'delivery.released': ['ready'],
  'delivery.accepted': null,
  'delivery.rejected': ['ready'],
  'delivery.loaded': null,
  'delivery.dispatched': ['to_pickup', 'in_transit'],
  'delivery.arrived': ['at_pickup', 'at_dropoff'],
  'delivery.picked_up': ['in_transit'],
  'delivery.pickup_failed': ['pickup_failed'],
  'delivery.delivered': ['delivered'],
  'delivery.delivery_failed': ['delivery_failed'],
  'delivery.cancelled': ['cancelled'],
};

/** Decision 0006: when a trip is over, nobody drives its deliveries any more. */
function assertNobodyForgotten({ deliveries }: Life): void {
  const driven: readonly DeliveryState[] = ['assigned', 'to_pickup', 'at_pickup', 'at_dropoff'];
  for (const { state, trip } of deliveries) {
    if (driven.includes(state)) assert.ok(trip?.state === 'planned' || trip?.state === 'started', state);
  }
}
