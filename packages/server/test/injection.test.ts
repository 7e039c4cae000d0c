/** Words of SQL in every query, cursor, filter, path and text: they are words, and nothing else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillPath, fillWith, hasParameters } from './fill-path.ts';
import { fixture } from './fixture.ts';
import { probes } from './matrix-probes.ts';
import { guarded, nameOf, openMountedHouse, signedBy, type MountedHouse, type Resident } from './mounted-house.ts';
import { sqlWords } from './sql-words.ts';

let house: MountedHouse;
let owner: Resident;
before(async () => {
  house = await openMountedHouse();
  owner = await house.resident();
});
after(() => house.close());

/** Names of a route's query, from its schema. */
function queriesOf(schema: unknown): string[] {
  const { querystring } = { querystring: {}, ...(schema as object) };
  const { properties } = { properties: {}, ...querystring };
  return Object.keys(properties);
}

const calm = (body: string) => assert.doesNotMatch(body, /syntax error|pg_|PostgreSQL \d|argon2|relation |\bat \//i);

test('A5: no query, filter, sort or cursor is read as SQL', async () => {
  let tried = 0;
  for (const route of guarded(house).filter(({ method }) => method === 'GET')) {
    for (const name of [...queriesOf(route.schema), 'sort', 'filter']) {
      for (const words of sqlWords) {
        for (const value of [words, Buffer.from(words).toString('base64url')]) {
          const url = fillPath(route.url, probes[nameOf(route)] ?? {}, (what) => owner.ids[what] ?? 'x');
          const headers = signedBy(owner, route);
          const begun = performance.now();
          const answer = await house.ask({
            method: 'GET',
            url: `${url}?${name}=${encodeURIComponent(value)}`,
            headers,
          });
          assert.ok(answer.status < 500, `${nameOf(route)} ${name}=${value}: ${answer.status}`);
          assert.ok(performance.now() - begun < 4000, `${nameOf(route)} ${name}=${value} slept`);
          if (answer.status >= 400) calm(answer.body.replaceAll(words, ''));
          tried += 1;
        }
      }
    }
  }
  assert.ok(tried > 1000, `only ${tried} requests`);
});

test('A5: no id in a path is read as SQL', async () => {
  // tokens of its own: the walk above has exchanged the owner's
  const fresh = await house.resident();
  for (const route of guarded(house).filter(({ method, url }) => method === 'GET' && hasParameters(url))) {
    for (const words of sqlWords) {
      const url = fillWith(route.url, encodeURIComponent(words));
      const answer = await house.ask({ method: 'GET', url, headers: signedBy(fresh, route) });
      assert.equal(answer.status, probes[nameOf(route)]?.missing ?? 404, `${nameOf(route)} ${words}`);
      calm(answer.body.replaceAll(words, ''));
    }
  }
});

test('A5: a filter finds the words that it was given, and they come back as they went in', async () => {
  const native = owner.headers['native'];
  const order = { orderedAt: '2026-01-01T00:00:00Z', legs: 'dropoff', currency: 'INR' };
  for (const words of sqlWords) {
    const payload = { ...order, orderNumber: words, dropoff: { customerName: words, notes: words } };
    const made = await house.ask({ method: 'POST', url: '/v1/deliveries', headers: native, payload });
    assert.equal(made.status, 201, made.body);
  }
  for (const words of sqlWords) {
    const url = `/v1/deliveries?orderNumber=${encodeURIComponent(words)}`;
    const found = JSON.parse((await house.ask({ method: 'GET', url, headers: native })).body) as {
      data: { orderNumber: string; dropoff: { customerName: string } }[];
    };
    assert.deepEqual(found.data.map((one) => [one.orderNumber, one.dropoff.customerName]), [[words, words]]); // prettier-ignore
  }
});

test('A5: every text of LogiNext’s bodies may be words of SQL', async () => {
  // a pair of tokens of its own: the walk above has exchanged the owner's
  const { loginext } = (await house.resident()).headers;
  const [sample] = fixture('loginext', 'create-delivery-order.request') as readonly Record<string, unknown>[];
  let taken = 0;
  let last = '';
  for (const [turn, words] of sqlWords.entries()) {
    for (const key of Object.keys(sample ?? {})) {
      const payload = [{ ...sample, orderNo: `SQL-${key}-${turn}`, [key]: words }];
      const answer = await house.ask({
        method: 'POST',
        url: '/loginext/ShipmentApp/mile/v1/create',
        headers: loginext,
        payload,
      });
      assert.ok(answer.status < 500, `${key}=${words}: ${answer.status} ${answer.body}`);
      if (answer.status < 300) taken += 1;
      last = answer.body;
    }
  }
  assert.ok(taken > 50, `only ${taken} orders were taken; the last: ${last}`);
});
