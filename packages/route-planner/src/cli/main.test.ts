import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { evaluate } from '../evaluate.ts';
import { routesByNumber } from '../read/instance.ts';
import { readInstance } from '../read/read-instance.ts';

const bin = join(import.meta.dirname, '../../bin/waybill-plan.js');
const fixture = (name: string): string => join(import.meta.dirname, '../../fixtures', name);
const folder = mkdtempSync(join(tmpdir(), 'waybill-plan-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the program as a person would; `onErr` sees what it says and may stop it. */
function run(words: readonly string[], onErr: (said: string, stop: () => void) => void = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    onErr(err, () => child.kill('SIGINT'));
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

interface PlanFile {
  readonly vehicles: number;
  readonly distance: number;
  readonly cost: number;
  readonly routes: readonly (readonly (number | string)[])[];
  readonly unassigned: readonly (number | string)[];
  readonly schedule?: readonly { readonly vehicle: string }[];
}

// What the program writes is checked by what follows.
const parsePlan = (text: string): PlanFile => JSON.parse(text) as PlanFile;

test('a benchmark file is planned in its own numbers, and the plan is what it says', async () => {
  const { code, out, err } = await run([fixture('R101.txt'), '--iterations', '2000', '--threads', '1']);
  assert.equal(code, 0, err);
  const found = parsePlan(out);
  const instance = readInstance(readFileSync(fixture('R101.txt'), 'utf8'));
  const judged = evaluate(
    instance.problem,
    routesByNumber(
      instance,
      found.routes.map((route) => route.map(Number)),
    ),
  );
  assert.deepEqual([judged.violations, judged.unassigned, found.unassigned], [[], [], []]);
  assert.equal(found.vehicles, judged.routes.length);
  assert.ok(Math.abs(found.distance - judged.cost.total) < 1e-5);
  assert.match(err, /\d+ vehicles, distance [\d,.]+, in \d+\.\d s\n$/u);
});

test('the same seed and number of iterations give the same plan, written to files with a map', async () => {
  const plans = await Promise.all(
    ['1', '2'].map(async (copy) => {
      const [plan, map] = [join(folder, `plan-${copy}.json`), join(folder, `map-${copy}.html`)];
      const words = [
        '--iterations',
        '300',
        '--seed',
        '7',
        '--objective',
        'vehicles-first',
        '--out',
        plan,
        '--map',
        map,
      ];
      const { code, out, err } = await run([fixture('lrc108.txt'), ...words]);
      assert.deepEqual([code, out], [0, ''], err);
      assert.match(readFileSync(map, 'utf8'), /^<!doctype html>/u);
      return readFileSync(plan, 'utf8');
    }),
  );
  assert.equal(plans[0], plans[1]);
  assert.equal(parsePlan(plans[0] ?? '').routes.flat().length, 104);
});

test("Waybill's own JSON gives shipment ids, what is left out with the reason, and the schedule", async () => {
  const file = join(folder, 'problem.json');
  const problem = {
    travel: {
      kind: 'points',
      points: [
        { lat: 52.5, lng: 13.4 },
        { lat: 52.51, lng: 13.41 },
        { lat: 52.52, lng: 13.38 },
      ],
    },
    vehicles: [{ id: 'van', start: 0, capacity: [10], shift: [28800, 36000] }],
    shipments: [
      { id: 'bread', delivery: { location: 1 }, amount: [4] },
      { id: 'letter', pickup: { location: 1 }, delivery: { location: 2 }, amount: [1] },
      { id: 'piano', delivery: { location: 2 }, amount: [40] },
    ],
  };
  writeFileSync(file, JSON.stringify(problem));
  const { code, out, err } = await run([file, '--iterations', '500', '--threads', '1']);
  assert.equal(code, 0, err);
  const found = parsePlan(out);
  assert.deepEqual(new Set(found.routes.flat()), new Set(['bread', 'letter']));
  assert.deepEqual(found.unassigned, ['piano']);
  assert.equal(found.schedule?.[0]?.vehicle, 'van');
  assert.match(err, /1 not served/u);
});

test('Ctrl-C ends the search with the best plan so far', async () => {
  let asked = false;
  const began = performance.now();
  const { code, out, err } = await run([fixture('RC208.txt'), '--time-limit', '60', '--threads', '1'], (said, stop) => {
    if (asked || !said.includes('vehicles')) return;
    asked = true;
    stop();
  });
  assert.equal(code, 0, err);
  assert.ok(performance.now() - began < 20_000);
  assert.equal(parsePlan(out).routes.flat().length, 100);
  assert.match(err, /\(stopped\)/u);
});

test('--help says what there is', async () => {
  const { code, out } = await run(['--help']);
  assert.equal(code, 0);
  for (const option of ['--time-limit', '--threads', '--seed', '--objective', '--iterations', '--out', '--map'])
    assert.ok(out.includes(option), option);
});

const broken = join(folder, 'broken.json');
writeFileSync(broken, '{"travel": {"kind": "plane", "points": [{"x": 0, "y": NaN}]}}');
for (const [name, words, code, said] of [
  ['no file named', [], 2, /which file\?/u],
  ['an unknown option', ['a', '--speed', '3'], 2, /--speed/u],
  ['a time that is none', ['a', '--time-limit', 'soon'], 2, /a number of seconds above 0/u],
  ['no threads', ['a', '--threads', '0'], 2, /a whole number from 1 on/u],
  ['an unknown objective', ['a', '--objective', 'fun'], 2, /distance or vehicles-first/u],
  ['a folder that is not there', ['a', '--out', join(folder, 'no/plan.json')], 2, /not there or not writable/u],
  ['a file that is not there', [join(folder, 'none.txt')], 3, /there is no file/u],
  ['a folder as file', [folder], 3, /folder/u],
  ['a file in no known format', [bin], 3, /not a format known here/u],
  ['JSON that is none', [broken], 3, /line 1: this is not JSON/u],
] as const) {
  test(`refused with exit code ${code}: ${name}`, async () => {
    const ended = await run(words);
    assert.match(ended.err, said);
    assert.deepEqual([ended.code, ended.out], [code, '']);
    assert.doesNotMatch(ended.err, /\n\s+at /u, 'no stack');
  });
}
