/** The package as npm would have it: it runs from `node_modules`, where Node strips no types. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const home = mkdtempSync(join(tmpdir(), 'waybill-planner-'));
const installed = join(home, 'node_modules/@waybill/route-planner');
const node = (...words: string[]): string => execFileSync(process.execPath, words, { cwd: home, encoding: 'utf8' });

before(() => void node(join(root, 'scripts/stage.ts'), installed));
after(() => rmSync(home, { recursive: true }));

test('its library plans in a worker of its own', () => {
  const problem = {
    travel: { kind: 'plane', points: [{ x: 0, y: 0 }, { x: 3, y: 4 }] },
    vehicles: [{ id: 'van', start: 0 }],
    shipments: [{ id: 'box', delivery: { location: 1 } }],
  }; // prettier-ignore
  const script = join(home, 'use.mjs');
  writeFileSync(
    script,
    `import { plan } from '@waybill/route-planner';
     const { cost, routes } = await plan(${JSON.stringify(problem)}, { iterations: 10 });
     console.log(JSON.stringify([cost.total, routes.map(({ vehicle }) => vehicle)]));`,
  );
  assert.deepEqual(JSON.parse(node(script)), [10, ['van']]);
});

test('its command line reads a file and draws the map', () => {
  const [bin, file] = [join(installed, 'bin/waybill-plan.js'), join(root, 'fixtures/C101.txt')];
  const plan = JSON.parse(node(bin, file, '--iterations', '300', '--map', join(home, 'map.html'))) as object;
  assert.ok('vehicles' in plan && plan.vehicles === 10);
});
