/**
 * Makes `tracking-page/base-map.br`, the ground under the tracking page's map: land and borders of the world in
 * 1:50,000,000, which Natural Earth gives to everybody (public domain). Run it with a newer world-atlas:
 * `node packages/server/scripts/build-base-map.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

type Point = readonly [number, number];

/** Indices of arcs; `~index` is the arc backwards. */
type ArcList = readonly number[];
type Shape =
  | { readonly type: 'Polygon'; readonly arcs: readonly ArcList[] }
  | { readonly type: 'MultiPolygon'; readonly arcs: readonly (readonly ArcList[])[] };

/** What we read of TopoJSON. */
interface Topology {
  readonly arcs: readonly (readonly Point[])[];
  readonly transform: { readonly scale: Point; readonly translate: Point };
  readonly objects: Readonly<Record<'land' | 'countries', { readonly geometries: readonly Shape[] }>>;
}

/** Steps in a degree: the data is no finer than 200 m. */
const steps = 400;

const file = new URL(import.meta.resolve('world-atlas/countries-50m.json'));
// the shape is the package's
const { arcs, transform, objects } = JSON.parse(readFileSync(file, 'utf8')) as Topology;
const { scale, translate } = transform;

const lines = arcs.map((deltas) => {
  let [x, y] = [0, 0];
  return deltas.map(([dx, dy]): Point => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
});

const polygons = (shape: Shape) => (shape.type === 'Polygon' ? [shape.arcs] : shape.arcs);
const arcAt = (index: number) => (index < 0 ? (lines[~index] ?? []).toReversed() : (lines[index] ?? []));

function ringOf(list: ArcList): Point[] {
  // an arc begins where the one before it ended
  return list.flatMap((index, place) => (place === 0 ? arcAt(index) : arcAt(index).slice(1)));
}

/** Whole steps, each point as the way from the one before it; points that fall together are one. */
function packed(points: readonly Point[]): number[] {
  let [x, y] = [0, 0];
  return points.flatMap(([lng, lat], place) => {
    const [toX, toY] = [Math.round(lng * steps), Math.round(lat * steps)];
    const [dx, dy] = [toX - x, toY - y];
    [x, y] = [toX, toY];
    return place > 0 && dx === 0 && dy === 0 ? [] : [dx, dy];
  });
}

/** Arcs that two countries have. */
function borders(): Point[][] {
  const owners = new Map<number, number>();
  for (const country of objects.countries.geometries) {
    const own = new Set(polygons(country).flat(2).map((index) => (index < 0 ? ~index : index))); // prettier-ignore
    for (const index of own) owners.set(index, (owners.get(index) ?? 0) + 1);
  }
  return [...owners].flatMap(([index, count]) => (count > 1 ? [arcAt(index)] : []));
}

const land = objects.land.geometries.flatMap(polygons).map((rings) => rings.map((ring) => packed(ringOf(ring))).filter((ring) => ring.length >= 8)); // prettier-ignore
const map = {
  source: 'Natural Earth, public domain, by way of world-atlas 2.0.2',
  steps,
  land: land.filter((rings) => rings.length > 0),
  borders: borders().map(packed),
};
const text = JSON.stringify(map);
const compressed = brotliCompressSync(text);
writeFileSync(join(import.meta.dirname, '../tracking-page/base-map.br'), compressed);
process.stdout.write(`${map.land.length} pieces of land, ${map.borders.length} borders, ${compressed.length} bytes\n`);
