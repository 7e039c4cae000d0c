/** A partner that does not answer, and two processes that want something of it. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openHubHouse, type HubHouse } from '../../../test/hub-house.ts';
import type { TestDeps } from '../../../test/deps.ts';
import { sendJson } from '../../../test/provider-server.ts';

let house: HubHouse;
let other: TestDeps;
before(async () => {
  house = await openHubHouse();
  other = house.otherProcess();
});
beforeEach(async () => {
  await house.rows('delete from partner_call');
  await house.rows('delete from partner_health');
  await house.rows('delete from outbox');
  await house.rows('delete from event');
  house.server.asked.length = 0;
});
after(() => house.close());

const away = sendJson(503, {});
const orders = (count: number) => Array.from({ length: count }, () => ({}));
const both = async () => {
  const made = await Promise.all([house.makeDue(), house.makeDue(other)]);
  return made[0] + made[1];
};
const secondsUntil = (instant: Date | null | undefined) =>
  ((instant?.getTime() ?? Number.NaN) - house.deps.now().getTime()) / 1000;
const within = (value: number, middle: number) =>
  assert.ok(value >= middle * 0.8 && value <= middle * 1.2, `${value} s, not about ${middle} s`);

/** Leaves the breaker open, with one call that waits for it. */
async function open(): Promise<void> {
  house.server.answerWith(away);
  await house.enqueue(...orders(5));
  await house.makeDue();
  await house.makeDue();
  assert.equal((await house.health())?.failures, 5);
}

test('P2: opens after five failures in a row, for both processes, and says so once', async () => {
  house.server.answerWith(away);
  await house.enqueue(...orders(20));
  await both();
  await both();
  const asked = house.server.asked.length;
  assert.ok(asked >= 5 && asked <= 12, `${asked} calls`);
  const { failures = 0, open_until: until } = (await house.health()) ?? {};
  assert.equal(failures, 5, 'calls that were under way when it opened do not count');
  within(secondsUntil(until), 30);
  for (let round = 0; round < 3; round += 1) assert.equal(await both(), 0);
  assert.equal(house.server.asked.length, asked);
  assert.deepEqual(await house.news(), ['provider.unreachable']);
  const waiting = await house.rows(`select 1 from partner_call where state = 'waiting'`);
  assert.equal(waiting.length, 20);
});

test('P2: lets one call through when its pause is over, whoever makes it, and stays open twice as long when that fails', async () => {
  await open();
  let asked = house.server.asked.length;
  for (const pause of [60, 120, 240, 480, 900, 900]) {
    house.deps.clock.set((await house.health())?.open_until ?? assert.fail());
    house.deps.clock.move(200_000);
    assert.equal(await both(), 1);
    assert.equal(await both(), 0);
    assert.equal(house.server.asked.length, (asked += 1));
    within(secondsUntil((await house.health())?.open_until), pause);
  }
  assert.deepEqual(await house.news(), ['provider.unreachable']);
});

test('P2: closes when the probe is answered, says so once, and all that waited is told', async () => {
  await open();
  await house.enqueue(...orders(7));
  await both();
  house.server.answerWith((_asked, response) => void response.writeHead(204).end());
  house.deps.clock.move(200_000);
  assert.equal(await both(), 1);
  assert.deepEqual(await house.news(), ['provider.unreachable', 'provider.recovered']);
  assert.deepEqual(await house.health().then((one) => [one?.failures, one?.open_until]), [0, null]);
  house.deps.clock.move(200_000);
  while ((await both()) > 0);
  assert.deepEqual(await house.rows('select distinct state from partner_call'), [{ state: 'acknowledged' }]);
  assert.equal((await house.news()).length, 2);
});

test('P2, P3: a process that dies while it probes costs a minute', async () => {
  await open();
  house.deps.clock.move(200_000);
  const [lost] = await house.claim(other, 0.001);
  assert.equal(lost?.probe, true);
  house.deps.clock.move(59_000);
  assert.equal(await both(), 0);
  house.deps.clock.move(2000);
  assert.equal(await both(), 1);
});

test('a refusal and a 429 are answers: nobody is left alone for them', async () => {
  for (const status of [400, 404, 429]) {
    house.server.answerWith(sendJson(status, { code: 'InvalidParameter' }));
    await house.enqueue(...orders(8));
    await both();
    await both();
    assert.equal((await house.health())?.open_until ?? null, null, String(status));
  }
  assert.deepEqual(await house.news(), []);
});

test('one answer between failures begins the count anew', async () => {
  for (let round = 0; round < 3; round += 1) {
    house.server.answerWith(away);
    await house.enqueue(...orders(4));
    await house.makeDue();
    assert.equal((await house.health())?.failures, 4);
    await house.rows(`delete from partner_call where state = 'waiting'`);
    house.server.answerWith((_asked, response) => void response.writeHead(204).end());
    await house.enqueue({});
    await house.makeDue();
    assert.equal((await house.health())?.failures, 0);
  }
  assert.deepEqual(await house.news(), []);
});
