// Unpacks the ground of the map: see scripts/build-base-map.ts.

/** @typedef {{ readonly steps: number, readonly land: readonly (readonly (readonly number[])[])[], readonly borders: readonly (readonly number[])[] }} Packed */

/**
 * @param {Packed} packed
 * @returns {{ land: import('./types.ts').Features, borders: import('./types.ts').Features }}
 */
export function unpack({ steps, land, borders }) {
  /** @param {readonly number[]} deltas */
  const line = (deltas) => {
    let [x, y] = [0, 0];
    /** @type {[number, number][]} */
    const points = [];
    for (let at = 0; at < deltas.length; at += 2) {
      x += deltas[at] ?? 0;
      y += deltas[at + 1] ?? 0;
      points.push([x / steps, y / steps]);
    }
    return points;
  };
  return {
    land: collected(land.map((rings) => ({ type: 'Polygon', coordinates: rings.map(line) }))),
    borders: collected(borders.map((border) => ({ type: 'LineString', coordinates: line(border) }))),
  };
}

/**
 * One feature each: the map looks at those in view only.
 *
 * @param {readonly import('./types.ts').Feature['geometry'][]} geometries
 * @returns {import('./types.ts').Features}
 */
function collected(geometries) {
  return {
    type: 'FeatureCollection',
    features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
  };
}
