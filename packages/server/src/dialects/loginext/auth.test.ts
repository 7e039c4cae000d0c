/** LogiNext's sign-in: the pair of headers out and in, its refresh and its end. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
});
after(() => house.close());

const status = '/loginext/ShipmentApp/mile/v1/status';
const refused = { status: 401, message: 'Invalid username or password', data: null, hasError: true };

const ask = (headers: Record<string, string>) =>
  house.app.inject({ method: 'POST', url: status, headers, payload: ['0'.repeat(32)] });

it('S11: refuses a wrong name and a wrong password with the same words', async () => {
  for (const payload of [
    { userName: 'user1', password: 'wrong' },
    { userName: 'nobody', password: 'Admin#1!' },
  ]) {
    const answer = await house.app.inject({ method: 'POST', url: '/loginext/LoginApp/login/authenticate', payload });
    assert.equal(answer.statusCode, 401);
    assert.deepEqual(answer.json(), refused);
  }
});

it('takes the pair in every documented spelling of its headers', async () => {
  const { 'www-authenticate': token = '', client_secret_key: secret = '' } = partner.tokens;
  for (const headers of [
    { 'WWW-Authenticate': token, CLIENT_SECRET_KEY: secret },
    { Authorization: token, 'CLIENT-SECRET-KEY': secret },
    { 'www-authenticate': token.replace('BASIC', 'Basic'), client_secret_key: secret },
  ]) {
    assert.equal((await ask(headers)).statusCode, 400, 'signed in, and the order is unknown');
  }
});

it('refuses a missing, garbled or mixed pair', async () => {
  const other = await house.client();
  const { 'www-authenticate': token = '', client_secret_key: secret = '' } = partner.tokens;
  for (const headers of [
    {},
    { 'www-authenticate': token },
    { client_secret_key: secret },
    { 'www-authenticate': 'BASIC nonsense', client_secret_key: secret },
    { 'www-authenticate': token, client_secret_key: other.tokens['client_secret_key'] ?? '' },
    { 'www-authenticate': token.replace('BASIC ', 'Bearer '), client_secret_key: secret },
  ]) {
    const answer = await ask(headers);
    assert.deepEqual([answer.statusCode, answer.json()], [401, refused]);
  }
});

it('S8: exchanges a pair for a new one, once: the old one ends', async () => {
  const client = await house.client();
  const refresh = () =>
    house.app.inject({ method: 'GET', url: '/loginext/LoginApp/login/token/refresh', headers: client.tokens });
  const [first, second] = await Promise.all([refresh(), refresh()]);
  assert.deepEqual(
    [first.statusCode, second.statusCode].toSorted((a, b) => a - b),
    [200, 401],
  );
  const won = first.statusCode === 200 ? first : second;
  assert.deepEqual(won.json(), fixture('loginext', 'refresh.response'));
  assert.equal((await ask(client.tokens)).statusCode, 401);
  const fresh = {
    'www-authenticate': String(won.headers['www-authenticate']),
    client_secret_key: String(won.headers['client_secret_key']),
  };
  assert.equal((await ask(fresh)).statusCode, 400);
});

it('S8: lets a pair live for 24 hours', async () => {
  const client = await house.client();
  const day = 24 * 3_600_000;
  house.deps.clock.move(day - 1000);
  assert.equal((await ask(client.tokens)).statusCode, 400);
  house.deps.clock.move(2000);
  assert.equal((await ask(client.tokens)).statusCode, 401);
  house.deps.clock.move(-day - 1000);
});

it('S12: keeps hashes of the pair, never the pair', async () => {
  const { 'www-authenticate': token = '', client_secret_key: secret = '' } = partner.tokens;
  const { rows } = await sql<{ row: string }>`select to_jsonb(s)::text as row from session s`.execute(
    house.database.db,
  );
  const dump = rows.map(({ row }) => row).join('\n');
  assert.ok(rows.length > 0);
  assert.ok(!dump.includes(token.replace('BASIC ', '')) && !dump.includes(secret));
});

const guess = (userName: string, remoteAddress: string, password = 'wrong') =>
  house.app.inject({
    method: 'POST',
    url: '/loginext/LoginApp/login/authenticate',
    remoteAddress,
    payload: { userName, password },
  });

it('S11: of a thousand wrong passwords from one address nearly all are 429', async () => {
  const answers: number[] = [];
  for (let turn = 0; turn < 1000; turn += 1) answers.push((await guess('user1', '192.0.2.1')).statusCode);
  const judged = answers.filter((answer) => answer !== 429);
  assert.ok(judged.length <= 40 && judged.every((answer) => answer === 401), `${judged.length} were judged`);
});

it('S11: guesses at one user from many addresses are slowed down, alike for a user that nobody is', async () => {
  await house.client();
  const answers = async (userName: string, subnet: number) => {
    const all = [];
    for (let host = 1; host <= 30; host += 1) all.push(await guess(userName, `10.${subnet}.0.${host}`));
    return all.map(({ statusCode, body }) => [statusCode, body]);
  };
  house.deps.clock.move(24 * 3_600_000);
  const known = await answers('user2', 1);
  assert.deepEqual(known.map(([answer]) => answer), [...Array<number>(20).fill(401), ...Array<number>(10).fill(429)]); // prettier-ignore
  assert.deepEqual(await answers('nobody at all', 2), known);
  const blocked = await guess('user2', '10.3.0.1', 'Admin#1!');
  assert.deepEqual([blocked.statusCode, blocked.headers['retry-after']], [429, '1']);
  assert.equal((await guess('user2', '127.0.0.1', 'Admin#1!')).statusCode, 200, 'where the owner has been before');
});

it('S11: a password of a megabyte is refused before it is hashed', async () => {
  const begun = performance.now();
  assert.equal((await guess('user1', '10.4.0.1', 'x'.repeat(1_000_000))).statusCode, 400);
  assert.ok(performance.now() - begun < 500);
});
