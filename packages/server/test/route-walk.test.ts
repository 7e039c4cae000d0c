/**
 * Walks every mounted route: each has its schemas and shrugs off hostile bodies. A new route joins by being mounted. Who
 * may ask for what is the matter of tenant-matrix.test.ts.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fillWith } from './fill-path.ts';
import { nameOf, openMountedHouse, signedBy, takesBody, type MountedHouse, type Resident } from './mounted-house.ts';

let house: MountedHouse;
let owner: Resident;
before(async () => {
  house = await openMountedHouse();
  owner = await house.resident();
});
after(() => house.close());

const nobody = '00000000-0000-7000-8000-000000000000';

/** The native API describes its refusals in its document only: their bodies are all alike. */
async function documentedAnswers(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { paths } = (await house.app.inject('/v1/openapi.json')).json<{
    paths: Record<string, Record<string, { responses: object }>>;
  }>();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
      return [`${method.toUpperCase()} ${url}`, Object.keys(responses)] as const;
    }),
  );
  return new Map(operations);
}

describe('every route', () => {
  it('is there', () => {
    assert.ok(house.routes.length > 50, `only ${house.routes.length} routes`);
  });

  it('has a schema for what comes in and for each kind of answer', async () => {
    const described = await documentedAnswers();
    for (const route of house.routes) {
      const schema: Record<string, unknown> = { ...route.schema };
      const answers = [...Object.keys(schema['response'] ?? {}), ...(described.get(nameOf(route)) ?? [])];
      if (route.url.endsWith('openapi.json')) continue;
      assert.ok(answers.some((status) => /^[23]/.test(status)) && answers.some((status) => status.startsWith('4')), `${nameOf(route)} does not describe its answers`); // prettier-ignore
      if (route.url.includes(':')) assert.ok(schema['params'], `${nameOf(route)} does not describe its path`);
      const wordless = schema['consumes'] !== undefined || schema['body'] !== undefined;
      if (takesBody(route)) assert.ok(wordless, `${nameOf(route)} does not describe its body`);
    }
  });

  const hostile: Record<string, { payload: string; type?: string }> = {
    'A1: a body of 2 MB': { payload: JSON.stringify({ a: 'x'.repeat(2_000_000) }) },
    'A2: a body nested 100,000 deep': { payload: '['.repeat(100_000) + ']'.repeat(100_000) },
    'A3: a NUL character': { payload: '{"a":"\\u0000"}' },
    'A3: half of a surrogate pair': { payload: '{"a":"\\ud800"}' },
    'A3: __proto__': { payload: '{"__proto__":{"admin":true}}' },
    'A3: a number beyond all numbers': { payload: '{"a":1e999}' },
    'broken JSON': { payload: '{"a":' },
    'plain text': { payload: 'hello', type: 'text/plain' },
    'XML': { payload: '<a/>', type: 'application/xml' },
  }; // prettier-ignore
  for (const [what, { payload, type = 'application/json' }] of Object.entries(hostile)) {
    const id = /^[A-Z]\d+: /.exec(what)?.[0] ?? '';
    it(`${id}refuses ${what.slice(id.length)} and says no more than that`, async () => {
      for (const route of house.routes.filter(takesBody)) {
        const headers = { ...signedBy(owner, route), 'content-type': type };
        const url = fillWith(route.url, nobody);
        const { status, body } = await house.ask({ method: route.method, url, headers, payload });
        assert.ok(status >= 400 && status < 500, `${nameOf(route)}: ${status} ${body.slice(0, 200)}`);
        assert.doesNotMatch(body, /\bat \/|node_modules|select |insert /i, nameOf(route));
      }
      assert.equal(({} as Record<string, unknown>)['admin'], undefined);
    });
  }
});
