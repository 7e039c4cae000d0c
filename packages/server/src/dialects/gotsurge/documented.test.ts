/** The README names what is served: every operation of GotSurge's document, every mounted route, every sample. */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { mountedRoutes } from '../../../scripts/loginext-table/routes.ts';
import { webhooks } from './events.ts';
import { gotsurge } from './index.ts';

const home = import.meta.dirname;

/** A row of a table whose third column is a method: `| B3 | Cancel Task | PUT, POST | … |`. */
interface Row {
  readonly id: string;
  readonly methods: readonly string[];
  readonly routes: readonly string[];
  /** Names of fixtures without `.request` and the like. */
  readonly samples: readonly string[];
}

const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, words]) => words ?? []);

const rows = readFileSync(join(home, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line): Row[] => {
    const [id = '', , methods = '', routes, , samples] = line.split('|').slice(1, -1).map((cell) => cell.trim()); // prettier-ignore
    if (!/^(GET|POST|PUT|PATCH|OPTIONS|webhook)(, |$)/.test(methods)) return [];
    return [{ id, methods: methods.split(', '), routes: quoted(routes), samples: id === '-' ? [] : quoted(samples) }];
  });

it('names the 22 operations and the webhook of the document, each once', () => {
  const numbers = (letter: string, from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`); // prettier-ignore
  const documented = [...numbers('A', 0, 3), ...numbers('B', 1, 3), 'C1', ...numbers('P', 1, 14), 'W1'];
  const named = rows.map(({ id }) => id).filter((id) => id !== '-');
  assert.deepEqual(named.toSorted(), documented.toSorted());
  assert.equal(named.length, 22 + 1);
});

it('names every mounted route and no other', async () => {
  const named = rows
    .filter(({ id }) => id !== 'W1')
    .flatMap(({ methods, routes }) => routes.flatMap((route) => methods.map((method) => `${method} ${route}`)));
  assert.deepEqual(named.toSorted(), await mountedRoutes(gotsurge));
  assert.deepEqual(rows.find(({ id }) => id === 'W1')?.routes, [...webhooks]);
});

it('has samples of every operation that has bodies, and each of them is replayed by a test', () => {
  const without = rows.filter(({ id, samples }) => id !== '-' && samples.length === 0).map(({ id }) => id);
  assert.deepEqual(without, ['A0'], 'it sends a browser on');
  const files = readdirSync(join(home, 'fixtures')).map((file) => file.replace(/\.json$/, ''));
  const kindless = files.map((file) => file.replace(/\.(request|response|webhook)$/, ''));
  const named = rows.flatMap(({ samples }) => samples);
  assert.deepEqual([...new Set(named)].toSorted(), [...new Set(kindless)].toSorted());
  const tests = globSync('*.test.ts', { cwd: home }).map((file) => readFileSync(join(home, file), 'utf8'));
  const mentions = (file: string) => tests.some((text) => text.includes(`'${file}'`));
  assert.deepEqual(files.filter((file) => !mentions(file)), []); // prettier-ignore
});

it('has tests of the dialect that speak over HTTP', () => {
  const names = globSync('*.test.ts', { cwd: home, exclude: ['documented.test.ts'] });
  const replaying = names.filter((file) => readFileSync(join(home, file), 'utf8').includes("fixture('gotsurge'"));
  const doors = /openGotSurgeHouse\(|openDoorHouse\(|openPlatformHouse\(|\.inject\(/;
  assert.ok(replaying.length >= 6);
  assert.deepEqual(replaying.filter((file) => !doors.test(readFileSync(join(home, file), 'utf8'))), []); // prettier-ignore
});
