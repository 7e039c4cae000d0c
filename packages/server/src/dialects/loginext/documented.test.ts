/** What LogiNext's document lists is served and tested, and the README says so: see `npm run docs:loginext`. */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, it } from 'node:test';
import { findMarks } from '../../../scripts/loginext-table/marks.ts';
import { isMounted, readme, routeKey, routesOf, withTables } from '../../../scripts/loginext-table/page.ts';
import { mountedRoutes } from '../../../scripts/loginext-table/routes.ts';
import { documented, notYet, operations, webhooks } from './documented.ts';
import { webhooks as told } from './events.ts';

const server = join(import.meta.dirname, '..', '..', '..');
const tests = findMarks();
let mounted: readonly string[];
before(async () => {
  mounted = await mountedRoutes();
});

/** Ours beside the document's: its description, and what the page of the iFrames loads. */
const isOurs = (route: string) => route === 'GET /openapi.json' || /^GET \/track(\/|$)/.test(route);
const served = documented.filter(({ id }) => !notYet.includes(id));

it('lists the 41 operations and the 18 webhooks, each under an id of its own', () => {
  const numbers = (start: string) => documented.flatMap(({ id }) => (id.startsWith(start) ? [id] : []));
  assert.deepEqual(numbers('LX').filter((id) => !id.startsWith('LXP')), Array.from({ length: 41 }, (_, index) => `LX${index + 1}`)); // prettier-ignore
  assert.deepEqual(numbers('WH'), Array.from({ length: 18 }, (_, index) => `WH${index + 1}`)); // prettier-ignore
  assert.equal(new Set(documented.map(({ id }) => id)).size, documented.length);
});

it('serves every operation by each of its methods, and nothing that is not listed', () => {
  const missing = operations.filter((one) => !notYet.includes(one.id) && !isMounted(one, mounted));
  assert.deepEqual(missing.map(({ id, path }) => `${id} ${path}`), []); // prettier-ignore
  const listed = new Set(operations.flatMap(routesOf).map(routeKey));
  assert.deepEqual(mounted.filter((route) => !listed.has(routeKey(route)) && !isOurs(route)), []); // prettier-ignore
});

it('tells every webhook, and none that is not listed', () => {
  const listed = webhooks.filter(({ id }) => !notYet.includes(id)).map(({ webhook }) => webhook);
  assert.deepEqual([...told].toSorted(), listed.toSorted());
});

it('has a test for each', () => {
  assert.deepEqual(served.map(({ id }) => id).filter((id) => !tests.has(id)), []); // prettier-ignore
  const known = new Set(documented.map(({ id }) => id as string));
  assert.deepEqual([...tests.keys()].filter((id) => !known.has(id)), [], 'marks that mean nothing'); // prettier-ignore
});

it('has tests that speak over HTTP, and that are told over HTTP', () => {
  const without = (start: string, words: RegExp) =>
    [...new Set([...tests].flatMap(([id, files]) => (id.startsWith(start) ? files : [])))].filter((file) => !words.test(readFileSync(join(server, file), 'utf8'))); // prettier-ignore
  assert.deepEqual(without('LX', /overHttp: true|\.listen\(/), []);
  assert.deepEqual(without('WH', /listenFor\(|[rR]eceiver\(/), []);
});

it('calls nothing unfinished that is served', () => {
  const keys = new Set(mounted.map(routeKey));
  const finished = [
    ...operations.filter((one) => routesOf(one).some((route) => keys.has(routeKey(route)))),
    ...webhooks.filter(({ webhook }) => told.some((name) => name === webhook)),
  ].map(({ id }): string => id);
  assert.deepEqual(notYet.filter((id) => finished.includes(id)), []); // prettier-ignore
  assert.deepEqual(notYet.filter((id) => !documented.some((one) => one.id === id)), []); // prettier-ignore
});

it('has its table in the README', async () => {
  const text = readFileSync(readme, 'utf8');
  assert.equal(text, await withTables(text, mounted, tests), 'run `npm run docs:loginext`');
});

it('reads every fixture in a test', () => {
  const files = globSync(['src/dialects/loginext/**/*.test.ts', 'test/**/*.ts'], { cwd: server });
  const text = files.map((file) => readFileSync(join(server, file), 'utf8')).join('\n');
  const names = readdirSync(join(import.meta.dirname, 'fixtures')).map((file) => file.replace(/\.json$/, ''));
  assert.ok(names.length > 50);
  assert.deepEqual(names.filter((name) => !text.includes(`'${name}'`)), []); // prettier-ignore
});
