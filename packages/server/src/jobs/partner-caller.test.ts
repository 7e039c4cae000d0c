/** Calls to partners as they go out: in order, again and again, past silent ones, and by any number of processes. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test, type TestContext } from 'node:test';
import { openHubHouse, type HubHouse } from '../../test/hub-house.ts';
import { sendJson, startProviderServer, type ProviderAsked } from '../../test/provider-server.ts';
import { until } from '../../test/webhook-house.ts';
import { retryPartnerCall } from '../use-cases/partner-call/calls.ts';
import { makeCall } from '../use-cases/partner-call/settle.ts';
import { createPartnerCaller, type PartnerCallerOptions } from './partner-caller.ts';

let house: HubHouse;
before(async () => (house = await openHubHouse()));
beforeEach(async () => {
  await house.rows('delete from partner_call');
  await house.rows('delete from partner_health');
  house.server.asked.length = 0;
  house.server.answerWith((_asked, response) => void response.writeHead(204).end());
});
after(() => house.close());

/** A caller that runs until the test ends. */
function calling(t: TestContext, options: PartnerCallerOptions = {}, deps = house.deps) {
  const loop = createPartnerCaller(deps, { idleMs: 10, graceMs: 200, ...options });
  loop.start();
  t.after(() => loop.stop());
  return loop;
}

const countOf = async (state: string) =>
  (await house.rows(`select 1 from partner_call where state = '${state}'`)).length;
const noted = (asked: ProviderAsked) => {
  const { message = '' } = JSON.parse(asked.body) as { message?: string };
  return { order: asked.path.split('/')[4] ?? '', sequence: Number(message) };
};
const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;

test('is told in the document’s words and kept as acknowledged', async (t) => {
  const [call = assert.fail()] = await house.enqueue({});
  calling(t);
  await until(async () => (await countOf('acknowledged')) === 1);
  const [asked] = house.server.asked;
  assert.equal(asked?.method, 'PUT');
  assert.equal(asked.path, `/services/${house.of.service.code}/orders/${call.aggregateId}/delivery/status`);
  const { attempts, status, error, claimed_by: claimed } = await house.callOf(call);
  assert.deepEqual({ attempts, status, error, claimed }, { attempts: 1, status: 204, error: null, claimed: null });
});

test('P2: a try that fails is made again after 5 s, 10 s, 20 s … a fifth more or less, and never given up', async () => {
  const [call = assert.fail()] = await house.enqueue({});
  house.server.answerWith(sendJson(500, {}));
  for (const middle of [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]) {
    await house.rows('delete from partner_health');
    assert.equal(await house.makeDue(), 1);
    const { state, status, error, due_at: due } = await house.callOf(call);
    assert.deepEqual({ state, status }, { state: 'waiting', status: 500 });
    assert.match(error ?? '', /answered 500/);
    const wait = seconds(house.deps.now(), due);
    assert.ok(wait >= middle * 0.8 && wait <= middle * 1.2, `${wait} s, not about ${middle} s`);
    house.deps.clock.set(due);
  }
});

test('a partner that asks for patience gets it, a day at most', async () => {
  for (const [asked, given] of [['600', 600], ['9999999', 86_400], ['1', 4]] as const) {
    await house.rows('delete from partner_call');
    house.server.answerWith((_asked, response) => void response.writeHead(429, { 'retry-after': asked }).end());
    const [call = assert.fail()] = await house.enqueue({});
    await house.makeDue();
    const wait = seconds(house.deps.now(), (await house.callOf(call)).due_at);
    assert.ok(wait >= given && wait <= Math.max(given, 6) + 1, `${wait} s after ${asked}`);
  }
}); // prettier-ignore

test('P3: what a process that died had leased is made after the lease; the dead one’s word counts for nothing', async (t) => {
  const [call = assert.fail()] = await house.enqueue({});
  const [lost = assert.fail()] = await house.claim(house.deps, 0.4);
  assert.equal((await house.claim()).length, 0, 'the lease still holds');
  calling(t);
  await until(async () => (await countOf('acknowledged')) === 1);
  assert.equal(house.server.asked.length, 1);
  house.server.answerWith(sendJson(400, { code: 'InvalidParameter' }));
  await makeCall(house.deps, lost);
  assert.equal((await house.callOf(call)).state, 'acknowledged');
});

test('R13: a caller that stops hands back what did not end in time, as it was', async (t) => {
  house.server.answerWith(() => {});
  const [call = assert.fail()] = await house.enqueue({});
  const loop = calling(t, { graceMs: 50 });
  await until(() => house.server.asked.length === 1);
  const begun = performance.now();
  await loop.stop();
  assert.ok(performance.now() - begun < 1000);
  const { state, attempts, claimed_by: claimed } = await house.callOf(call);
  assert.deepEqual({ state, attempts, claimed }, { state: 'waiting', attempts: 0, claimed: null });
});

test('R16: a refused call is parked with its words, holds up none behind it, and goes out again by hand', async (t) => {
  house.server.answerWith((asked, response) => {
    const refuse = noted(asked).sequence === 1;
    sendJson(refuse ? 400 : 204, refuse ? { code: 'InvalidParameter', message: 'x' } : null)(asked, response);
  });
  const order = { aggregateId: house.deps.newId() };
  const [first = assert.fail(), second = assert.fail()] = await house.enqueue({ ...order, sequence: 1 }, { ...order, sequence: 2 }); // prettier-ignore
  calling(t);
  await until(async () => (await house.callOf(second)).state === 'acknowledged');
  const { id, state, error } = await house.callOf(first);
  assert.equal(state, 'refused');
  assert.match(error ?? '', /answered 400, InvalidParameter/);
  const { caller } = house.tenant.identity;
  await assert.rejects(retryPartnerCall(house.deps, caller, (await house.callOf(second)).id), { code: 'illegal_transition' }); // prettier-ignore
  await assert.rejects(retryPartnerCall(house.deps, caller, house.deps.newId()), { code: 'call_not_found' });
  house.server.answerWith((_asked, response) => void response.writeHead(200).end());
  assert.equal((await retryPartnerCall(house.deps, caller, id)).state, 'waiting');
  await until(async () => (await house.callOf(first)).state === 'acknowledged');
});

test('what fails on our side is written down, tried again, and no fault of the partner’s', async () => {
  const [call = assert.fail()] = await house.enqueue({ connector: 'nobody' });
  assert.equal(await house.makeDue(), 1);
  const { state, attempts, error } = await house.callOf(call);
  assert.deepEqual({ state, attempts, error }, { state: 'waiting', attempts: 1, error: 'Nobody makes calls of nobody.' });
  assert.deepEqual(await house.rows('select 1 from partner_health'), []);
}); // prettier-ignore

test('nobody talks to a partner that is paused: its calls wait, and are not counted', async () => {
  await house.rows(`update provider set state = 'paused'`);
  const [call = assert.fail()] = await house.enqueue({});
  assert.equal(await house.makeDue(), 1);
  await house.rows(`update provider set state = 'active'`);
  const { state, attempts, due_at: due } = await house.callOf(call);
  assert.deepEqual({ state, attempts, wait: seconds(house.deps.now(), due) }, { state: 'waiting', attempts: 0, wait: 60 });
  assert.equal(await house.health(), undefined);
  assert.equal(house.server.asked.length, 0);
}); // prettier-ignore

test('P2: a partner that never answers takes its own places and no other’s', async (t) => {
  const silent = await startProviderServer();
  t.after(() => silent.close());
  silent.answerWith(() => {});
  const other = house.deps.newId();
  await house.rows(`insert into provider (account_id, id, version, code, name, base_url, auth, state)
    values ('${house.tenant.account.id}', '${other}', 1, 'silent', 'Silent', '${silent.baseUrl}', 'bearer', 'active')`);
  await house.enqueue(...Array.from({ length: 300 }, () => ({ partnerId: other })));
  calling(t, { places: 8 });
  await until(() => silent.asked.length > 0);
  await house.enqueue(...Array.from({ length: 20 }, () => ({})));
  await until(async () => (await countOf('acknowledged')) === 20, 20_000);
  assert.ok(silent.asked.length <= 4, `${silent.asked.length} places`);
});

const seed = Number(process.env['WAYBILL_TEST_SEED'] ?? Date.now() % 1_000_000);

/** The same numbers for the same seed. */
function random(): () => number {
  let state = seed + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test('R15, P2: in 500 random failures two processes lose no call, and each order hears of its own in order, one at a time', { timeout: 450_000 }, async (t) => {
  t.diagnostic(`seed ${seed} (WAYBILL_TEST_SEED)`);
  const next = random();
  const [orders, each] = [40, 6];
  let failures = 500;
  const open = new Map<string, number>();
  const acknowledged = new Map<string, number[]>();
  house.server.answerWith((asked, response) => {
    const { order, sequence } = noted(asked);
    open.set(order, (open.get(order) ?? 0) + 1);
    assert.equal(open.get(order), 1, 'two calls about one order at the same time');
    setTimeout(() => {
      open.set(order, 0);
      const heard = acknowledged.get(order) ?? [];
      const fails = failures > 0 && next() < 0.8;
      if (fails) failures -= 1;
      const way = next();
      // the provider has it, and its answer is lost
      if (!fails || way < 0.3) acknowledged.set(order, [...heard, sequence]);
      if (!fails) response.writeHead(way < 0.5 ? 204 : 200).end();
      else if (way < 0.6) response.destroy();
      else response.writeHead(way < 0.8 ? 503 : 429, { 'retry-after': '1' }).end();
    }, next() * 10);
  });
  const ids = Array.from({ length: orders }, () => house.deps.newId());
  for (let sequence = 1; sequence <= each; sequence += 1) {
    await house.enqueue(...ids.map((aggregateId) => ({ aggregateId, sequence })));
  }
  for (const process of [house.deps, house.otherProcess()]) calling(t, {}, process);
  const clock = setInterval(() => house.deps.clock.move(20_000), 20);
  t.after(() => clearInterval(clock));
  await until(async () => (await countOf('acknowledged')) === orders * each, 400_000);
  assert.equal(failures, 0, 'as many failures as were meant');
  for (const id of ids) {
    const heard = acknowledged.get(id) ?? [];
    assert.deepEqual([...new Set(heard)], [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(heard, heard.toSorted((a, b) => a - b));
  }
}); // prettier-ignore
