import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import vm from 'node:vm';
import { evaluate } from '../evaluate.ts';
import type { Problem, Travel } from '../problem.ts';
import { mapData } from './map-data.ts';
import { placesOf } from './places.ts';
import { renderMap } from './render-map.ts';

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'\u2028&`;
const problem: Problem = {
  travel: { kind: 'points', points: [52.5, 52.51, 52.52].map((lat) => ({ lat, lng: 13.4 })) },
  vehicles: [{ id: hostile, start: 0, capacity: [10], shift: [28_800, 36_000] }],
  shipments: [
    { id: hostile, amount: [4], delivery: { location: 1, windows: [[28_800, Infinity]], service: 60 } },
    { id: 'left', amount: [40], delivery: { location: 2 } },
  ],
};

function example() {
  const judged = evaluate(problem, [{ vehicle: hostile, stops: [{ shipment: hostile, visit: 'delivery' }] }]);
  const unassigned = [{ shipment: 'left', constraint: 'capacity', by: 30, message: hostile } as const];
  return mapData(problem, { ...judged, unassigned }, { title: hostile, clock: true, visit: (shipment) => shipment });
}

const blocks = (page: string, tag: string): string[] =>
  [...page.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gsu'))].map(([, text = '']) => text);

test('names stay data: nothing in them becomes markup, script or a link', () => {
  const page = renderMap(example());
  assert.equal(page.match(/<script/gu)?.length, 2);
  assert.ok(!page.includes('<img') && !page.includes('alert(1)</script>') && !page.includes('\u2028'));
  const [data = ''] = blocks(page, 'script');
  assert.deepEqual(JSON.parse(data), JSON.parse(JSON.stringify(example())));
  assert.doesNotMatch(page, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/u);
});

test('the page needs nothing else, and its policy lets nothing else in', () => {
  const page = renderMap(example());
  const [, script = ''] = blocks(page, 'script');
  const [style = ''] = blocks(page, 'style');
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/u.exec(page) ?? [];
  assert.ok(policy.startsWith("default-src 'none'"));
  assert.ok(policy.includes(hash(script)) && policy.includes(hash(style)));
  assert.doesNotMatch(page.replaceAll(/<script.*?<\/script>/gsu, ''), /\b(?:src|href)=|https?:|style="|\bon\w+="/u);
  assert.doesNotMatch(`${script}${style}`, /https?:|url\(|@import|fetch\(|XMLHttpRequest/u);
  // No module syntax is left, and it parses.
  assert.ok(new vm.Script(script));
});

test('what a stop shows: number, window without end, load, and how full the vehicle is', () => {
  const { clock, routes, left, starts, totals } = example();
  assert.deepEqual([clock, starts, totals.stops, left[0]?.at], ['day', [0], 1, 2]);
  assert.equal(routes[0]?.fullest, 0.4);
  const stop = routes[0]?.stops.find(({ number }) => number === 1);
  assert.deepEqual([stop?.label, stop?.windows, stop?.load], [hostile, [[28_800, null]], [0]]);
});

test('places known by distances alone are laid out so that the distances are kept', () => {
  const points = [
    [0, 0],
    [30, 0],
    [30, 40],
    [5, 25],
    [60, 10],
  ] as const;
  const far = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number =>
    Math.hypot(ax - bx, ay - by);
  const distances = points.flatMap((a) => points.map((b) => far(a, b)));
  const travel: Travel = { kind: 'matrix', size: points.length, distances };
  const drawn = placesOf(travel);
  assert.equal(drawn.drawn, true);
  const again = drawn.points.flatMap((a) => drawn.points.map((b) => far(a, b)));
  for (const [at, distance] of distances.entries()) assert.ok(Math.abs(distance - (again[at] ?? 0)) < 0.1);
});

test('a window without an end is not missed by coming later', async () => {
  // The page's scripts are JavaScript for the browser; this one touches no document.
  const words = (await import(new URL('../../map-page/words.js', import.meta.url).href)) as {
    missesWindows: (windows: readonly (readonly [number, number | null])[], begin: number) => boolean;
  };
  assert.equal(words.missesWindows([[28_800, null]], 30_000), false);
  assert.equal(words.missesWindows([[28_800, null]], 28_000), true);
  assert.equal(words.missesWindows([[28_800, 29_000]], 30_000), true);
  assert.equal(words.missesWindows([], 30_000), false);
});
