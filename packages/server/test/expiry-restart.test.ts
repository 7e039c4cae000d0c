/** The server is killed before rounds of broadcasting end, and started again: they end at their second, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../src/lib/new-id.ts';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { openCrashHouse, type CrashHouse } from './crash/crash-house.ts';
import type { Json } from './native-house.ts';
import { onDatabase } from './throwaway-postgres.ts';
import { cannotStart } from './waybill-process.ts';

const skip = await cannotStart();

async function ask(house: CrashHouse, method: string, path: string, body?: object): Promise<Json> {
  const headers = { authorization: `Bearer ${sandboxCredentials.native.key}`, 'content-type': 'application/json' };
  const answer = await fetch(`${house.base}/v1${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return JSON.parse(text) as Json;
}

/** A task that couriers are asked for until the instant. */
async function offerUntil(house: CrashHouse, orderNumber: string, until: Date): Promise<string> {
  const place = { customerName: 'x' };
  const order = { orderNumber, legs: 'both', orderedAt: '2026-01-15T10:30:00Z', currency: 'SGD', dropoff: place };
  const pickup = { ...place, window: { until: until.toISOString() } };
  const id = String((await ask(house, 'POST', '/deliveries', { ...order, pickup }))['id']);
  const organisation = newId();
  await onDatabase((await house.databaseUrl()).replace(/postgres$/, 'waybill'), async (client) => {
    await client.query(`update delivery set service = 'task' where id = $1`, [id]);
    await client.query(
      `insert into organisation (account_id, id, version, business_name) select account_id, $2, 1, order_number from delivery where id = $1`,
      [id, organisation],
    );
    await client.query(
      `insert into task (account_id, delivery_id, organisation_id, creation_group, is_urgent, price, currency,
        broadcast_preference, vehicle_preference, attributes)
      select account_id, id, $2, $2, false, 200000, 'SGD', 'standard', 'ltl', '{}' from delivery where id = $1`,
      [id, organisation],
    );
  });
  const offer = await ask(house, 'POST', `/deliveries/${id}/offer`, {});
  assert.equal(offer['expiresAt'], until.toISOString());
  return id;
}

async function stateOf(house: CrashHouse, id: string): Promise<unknown> {
  return (await ask(house, 'GET', `/deliveries/${id}`))['state'];
}

async function typesOf(house: CrashHouse, id: string): Promise<unknown[]> {
  const { data } = (await ask(house, 'GET', `/deliveries/${id}/events`)) as { data: { type: string }[] };
  return data.map(({ type }) => type);
}

test(
  'R1: a round that ends while the server is dead is ended when it is back, one that ends later at its second',
  { skip, timeout: 180_000 },
  async (t) => {
    const house = await openCrashHouse(t);
    const soon = new Date(Date.now() + 6000);
    const missed = await offerUntil(house, 'MISSED', soon);
    assert.equal(await stateOf(house, missed), 'offered');
    await house.killServer();
    await sleep(Math.max(0, soon.getTime() - Date.now()));
    while ((await stateOf(house, missed)) !== 'expired') await sleep(20);

    const later = new Date(Date.now() + 45_000);
    const survivor = await offerUntil(house, 'SURVIVOR', later);
    const away = await house.killServer();
    assert.ok(Date.now() < later.getTime(), `the server was away for ${away} ms`);
    assert.equal(await stateOf(house, survivor), 'offered');
    await sleep(Math.max(0, later.getTime() - 1000 - Date.now()));
    const early = await stateOf(house, survivor);
    // a busy machine may be late with the look itself
    if (Date.now() < later.getTime()) assert.equal(early, 'offered');
    while ((await stateOf(house, survivor)) !== 'expired') await sleep(20);
    assert.ok(Date.now() - later.getTime() < 5000, `it was ended ${Date.now() - later.getTime()} ms late`);
    for (const id of [missed, survivor]) {
      assert.deepEqual(await typesOf(house, id), ['delivery.created', 'delivery.offered', 'delivery.expired']);
    }
  },
);
