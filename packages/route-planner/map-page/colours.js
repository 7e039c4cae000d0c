// One colour per route: far apart for routes that lie side by side, readable on light and dark paper.

/**
 * @typedef {import('./types.ts').Hue} Hue
 * @typedef {import('./types.ts').Point} Point
 * @typedef {import('./types.ts').Route} Route
 */

/**
 * By the angle under which a route is seen from its start, so that neighbours get hues a golden angle apart.
 *
 * @param {readonly Route[]} routes
 * @param {readonly Point[]} points
 */
export function routeHues(routes, points) {
  const angles = routes.map((route) => {
    const start = points[route.stops[0]?.at] ?? [0, 0];
    let [x, y] = [0, 0];
    for (const stop of route.stops) {
      const [px, py] = points[stop.at] ?? start;
      x += px - start[0];
      y += py - start[1];
    }
    return Math.atan2(y, x);
  });
  const order = routes.map((_, at) => at).sort((a, b) => angles[a] - angles[b]);
  /** @type {Hue[]} */
  const hues = [];
  for (const [rank, at] of order.entries()) hues[at] = { hue: (250 + rank * 137.508) % 360, tier: rank % 3 };
  return hues;
}

/**
 * @param {Hue} hue
 * @param {boolean} dark
 */
export function colourOf({ hue, tier }, dark) {
  const light = dark ? [0.76, 0.68, 0.83][tier] : [0.58, 0.48, 0.66][tier];
  const chroma = dark ? [0.14, 0.16, 0.11][tier] : [0.17, 0.15, 0.15][tier];
  return `oklch(${light} ${chroma} ${hue.toFixed(1)})`;
}

/** @param {boolean} dark */
export const onColour = (dark) => (dark ? '#14171c' : '#ffffff');
