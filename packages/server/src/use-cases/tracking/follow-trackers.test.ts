/** Following trips by their trackers: what is concluded is concluded once, whoever works and whatever breaks. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openFollowingHouse, type FollowingHouse } from '../../../test/following-house.ts';
import { endTrip } from '../trip/end-trip.ts';
import { getTrip } from '../trip/read-trips.ts';
import { followTrackers } from './follow-trackers.ts';

let house: FollowingHouse;
let home: string;
before(async () => {
  house = await openFollowingHouse();
  home = await house.hub(2);
});
after(() => house.database.close());

let count = 0;
const newCode = () => `TRACKER-${(count += 1)}`;
/** The clock only moves on, so each test begins at a later minute. */
let base = 0;
async function trip(order: Parameters<FollowingHouse['trip']>[0]) {
  base = (house.minuteOf(house.deps.now()) ?? 0) + 10;
  house.deps.clock.move(10 * 60_000);
  return house.trip(order);
}
const report = (code: string, kilometres: number, minute: number) => house.report(code, kilometres, base + minute);
const crossings = async (id: string) =>
  (await house.crossings(id)).map((one) => one.replace(/[\d.]+$/, (minute) => String(Number(minute) - base)));

it('G1, G2: hears of each crossing once, from batches out of order, sent twice and late', async () => {
  const own = newCode();
  const { id } = await trip({ own });
  for (const [kilometres, minute] of [[2, 4], [0, 1], [1.5, 3], [0.5, 2], [2, 4], [2.1, 5]] as const) await report(own, kilometres, minute); // prettier-ignore
  await house.work();
  assert.deepEqual(await crossings(id), ['in 4']);
  const before = await getTrip(house.deps, house.tenant.identity.caller, id);
  // two hours late, from before and from within
  await report(own, 9, 2.5);
  await report(own, 2, 4.5);
  assert.equal(await house.work(), 0);
  assert.deepEqual(await getTrip(house.deps, house.tenant.identity.caller, id), before, 'nothing was moved back');
  await report(own, 3, 7);
  await report(own, 2, 6.5);
  await house.work();
  assert.deepEqual(await crossings(id), ['in 4', 'out 7']);
  const [visit] = await house.rows(`select * from hub_visit where trip_id = '${id}'`);
  assert.deepEqual([visit?.['hub_id'], house.minuteOf(visit?.['entered_at'] as Date), house.minuteOf(visit?.['left_at'] as Date)], [home, base + 4, base + 7]); // prettier-ignore
  const { drivenMetres } = await getTrip(house.deps, house.tenant.identity.caller, id);
  assert.ok(Math.abs((drivenMetres ?? 0) - 3000) < 250, `${drivenMetres} m`);
});

it('waits a moment for fixes that are still on their way', async () => {
  const own = newCode();
  const { id } = await trip({ own });
  await report(own, 2, 1);
  assert.equal(await followTrackers(house.deps, { lagMs: 2000, limit: 10 }), 0);
  house.deps.clock.move(2000);
  assert.equal(await followTrackers(house.deps, { lagMs: 2000, limit: 10 }), 1);
  assert.deepEqual(await crossings(id), ['in 1']);
});

it('tells once, however many processes follow at the same time', async () => {
  const codes = Array.from({ length: 8 }, newCode);
  const trips = [];
  for (const own of codes) trips.push(await house.trip({ own }));
  const minute = house.minuteOf(house.deps.now()) ?? 0;
  for (const [kilometres, later] of [
    [0, 1],
    [2, 2],
    [9, 7],
    [2, 12],
  ] as const) {
    await Promise.all(codes.map((code) => house.report(code, kilometres, minute + later)));
    await Promise.all(Array.from({ length: 5 }, () => house.work()));
  }
  await house.work();
  for (const { id } of trips) {
    assert.deepEqual(await house.crossings(id), [`in ${minute + 2}`, `out ${minute + 7}`, `in ${minute + 12}`]);
  }
});

it('leaves nothing behind of a round that broke off before its commit, and tells once after it', async () => {
  const own = newCode();
  const { id } = await trip({ own });
  await report(own, 2, 1);
  const before = await getTrip(house.deps, house.tenant.identity.caller, id);
  // an event's id is made when everything else has been written
  let made = 0;
  const newId = () => {
    made += 1;
    if (made > 1) throw new Error('the process died');
    return house.deps.newId();
  };
  await assert.rejects(followTrackers({ ...house.deps, newId }, { lagMs: 0, limit: 10 }), /the process died/);
  assert.deepEqual(await getTrip(house.deps, house.tenant.identity.caller, id), before);
  assert.deepEqual(await house.rows(`select 1 from hub_visit where trip_id = '${id}'`), []);
  await house.work();
  assert.deepEqual(await crossings(id), ['in 1']);
});

it('goes on with the others where one trip cannot be followed', async () => {
  const codes = [newCode(), newCode()];
  const [bad, good] = [await trip({ own: codes[0] ?? '' }), await trip({ own: codes[1] ?? '' })];
  await report(codes[0] ?? '', 2, 1);
  await report(codes[1] ?? '', 2, 1);
  const [watched] = await house.rows(`select id from tracker where code = '${codes[0]}'`);
  // memory that no version of ours has written
  await house.rows(`insert into tracker_watch (account_id, tracker_id, seen_at, lat, lng, leaving)
    values ('${house.tenant.account.id}', '${String(watched?.['id'])}', '2020-01-01', 0, 0, '{"trip": "${bad.id}"}')`);
  assert.equal(await followTrackers(house.deps, { lagMs: 0, limit: 10 }), 1);
  assert.deepEqual(await crossings(good.id), ['in 1']);
  await house.rows(`delete from tracker_watch where tracker_id = '${String(watched?.['id'])}'`);
  await house.work();
});

it('listens to the trip’s own tracker, else the vehicle’s, else the phone, and goes on with another when one falls silent', async () => {
  const [vehicle, phone] = [newCode(), newCode()];
  const { id } = await trip({ vehicle, phone });
  await report(phone, 1, 1);
  await house.work();
  await report(phone, 2, 3);
  await house.work();
  // the device in the vehicle wakes up, with what it stored meanwhile
  await report(vehicle, 1, 2);
  await report(vehicle, 2, 4);
  await report(phone, 9, 5);
  await house.work();
  assert.deepEqual(await crossings(id), ['in 3'], 'the phone left with the courier, the vehicle did not');
  await report(phone, 9, 20);
  await house.work();
  assert.deepEqual(await crossings(id), ['in 3', 'out 20']);
});

it('begins anew with the next trip of the same tracker', async () => {
  const own = newCode();
  const first = await trip({ own });
  await report(own, 2, 1);
  await house.work();
  await endTrip(house.deps, house.tenant.identity.caller, first.id, { notDispatched: [], delivered: [] }, { at: house.deps.now(), position: null }); // prettier-ignore
  const second = await trip({ own });
  await report(own, 2, 1);
  await house.work();
  await report(own, 9, 10);
  await house.work();
  assert.deepEqual((await house.crossings(first.id)).length, 1);
  assert.deepEqual(await crossings(second.id), ['in 1', 'out 10']);
  const open = `select count(*)::int as n from hub_visit where trip_id in ('${first.id}', '${second.id}') and left_at is null`;
  assert.deepEqual(await house.rows(open), [{ n: 0 }]);
});

it('does not trip over a visit that an earlier trip left open, whichever device it hears first', async () => {
  const [vehicle, phone] = [newCode(), newCode()];
  const first = await trip({ own: vehicle });
  await report(vehicle, 2, 1);
  await house.work();
  await endTrip(house.deps, house.tenant.identity.caller, first.id, { notDispatched: [], delivered: [] }, { at: house.deps.now(), position: null }); // prettier-ignore
  const second = await trip({ vehicle, phone });
  await report(phone, 0, 1);
  await house.work();
  await report(vehicle, 2, 5);
  await house.work();
  assert.deepEqual(await crossings(second.id), ['in 5']);
});

it('has a tracker that two trips share speak for the one that set out last', async () => {
  const own = newCode();
  const first = await trip({ own });
  await report(own, 0, 1);
  await house.work();
  const second = await trip({ own });
  await report(own, 2, 5);
  await house.work();
  assert.equal(await house.work(), 0, 'the other does not wait for ever');
  assert.deepEqual(await house.crossings(first.id), []);
  assert.deepEqual(await crossings(second.id), ['in 5']);
});

it('G1: has the same way and the same arrivals from a shuffled feed as from a clean one', async () => {
  const [clean, stepwise, shuffled] = [newCode(), newCode(), newCode()];
  const trips = [await trip({ own: clean }), await house.trip({ own: stepwise }), await house.trip({ own: shuffled })];
  const feed = [0, 0.4, 0.9, 1.5, 2.2, 3, 3.9, 4.9].map((kilometres, minute) => [kilometres, minute + 1] as const);
  for (const [kilometres, minute] of feed) {
    await report(stepwise, kilometres, minute);
    await house.work();
  }
  for (const one of feed) await report(clean, ...one);
  for (const one of feed.toReversed()) for (let times = 0; times < 3; times += 1) await report(shuffled, ...one);
  await house.work();
  const [first, second, third] = await Promise.all(
    trips.map(({ id }) => getTrip(house.deps, house.tenant.identity.caller, id)),
  );
  assert.ok((first?.drivenMetres ?? 0) > 4800);
  assert.deepEqual([second?.drivenMetres, third?.drivenMetres], [first?.drivenMetres, first?.drivenMetres]);
  assert.deepEqual(third?.stops[0]?.expectedArrival, first?.stops[0]?.expectedArrival);
  assert.deepEqual([third?.expectedEnd, second?.expectedEnd], [first?.expectedEnd, first?.expectedEnd]);
});

it('expects a haul at its destination’s hub by the road between', async () => {
  const own = newCode();
  const { id } = await trip({ own });
  await house.hub(200);
  await house.rows(`
    insert into haulage (account_id, trip_id, goods_kind, origin, destination, transport_mode, lorry_receipt, reporting_at)
    select account_id, '${id}', 'x', code, code, 'road', 'x', now() from hub where account_id = '${house.tenant.account.id}'
    order by id desc limit 1`);
  await report(own, 20, 1);
  await house.work();
  const { expectedEnd } = await getTrip(house.deps, house.tenant.identity.caller, id);
  const minutes = (house.minuteOf(expectedEnd) ?? 0) - base - 1;
  // 180 km of roads 1.25 times as long at 45 km/h
  assert.ok(Math.abs(minutes - 300) < 1, `${minutes} minutes`);
});

it('takes a long backlog in parts', async () => {
  const own = newCode();
  const { id } = await trip({ own });
  const { accountId } = house.tenant.identity.caller;
  await report(own, 2, 1);
  const [tracker] = await house.rows(`select id from tracker where code = '${own}'`);
  await house.rows(`
    insert into position (account_id, tracker_id, recorded_at, received_at, lat, lng)
    select '${accountId}', '${String(tracker?.['id'])}', k.latest_at - interval '59 s' + n * interval '40 ms', k.latest_at, k.latest_lat, k.latest_lng
    from tracker k, generate_series(1, 1200) n where k.id = '${String(tracker?.['id'])}'`);
  assert.equal(await house.work(), 3);
  assert.equal((await crossings(id)).length, 1);
});
