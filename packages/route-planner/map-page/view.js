// What part of the world is on the screen: moving, zooming, and from places to pixels.

/**
 * @typedef {import('./types.ts').Point} Point
 * @typedef {import('./types.ts').View} View
 */

/** @param {readonly number[]} list */
const least = (list) => list.reduce((a, b) => Math.min(a, b), Infinity);
/** @param {readonly number[]} list */
const most = (list) => list.reduce((a, b) => Math.max(a, b), -Infinity);

/** @param {readonly Point[]} places */
const boxOf = (places) => {
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  return { left: least(xs), right: most(xs), bottom: least(ys), top: most(ys) };
};

/**
 * @param {readonly Point[]} points
 * @returns {View}
 */
export function makeView(points) {
  const world = boxOf(points);

  /** @param {ReturnType<typeof boxOf>} box */
  const fitScale = ({ left, right, bottom, top }) => {
    const margin = Math.min(56, view.width / 8, view.height / 8);
    const across = Math.max(right - left, 1e-9);
    const along = Math.max(top - bottom, 1e-9);
    return Math.min((view.width - 2 * margin) / across, (view.height - 2 * margin) / along);
  };

  /** @type {View} */
  const view = {
    width: 1,
    height: 1,
    x: 0,
    y: 0,
    scale: 1,
    fitted: 1,
    narrow: false,
    toScreen: (x, y) => [view.width / 2 + (x - view.x) * view.scale, view.height / 2 - (y - view.y) * view.scale],
    toWorld: (px, py) => [view.x + (px - view.width / 2) / view.scale, view.y - (py - view.height / 2) / view.scale],
    resize: (width, height) => {
      view.width = width;
      view.height = height;
      view.fitted = fitScale(world);
    },
    fit: (places = []) => {
      const box = places.length === 0 ? world : boxOf(places);
      view.x = (box.left + box.right) / 2;
      view.y = (box.bottom + box.top) / 2;
      view.scale = Math.min(fitScale(box), view.fitted * 12);
    },
    move: (dx, dy) => {
      view.x -= dx / view.scale;
      view.y += dy / view.scale;
    },
    zoom: (factor, px = view.width / 2, py = view.height / 2) => {
      const [x, y] = view.toWorld(px, py);
      view.scale = Math.min(view.fitted * 400, Math.max(view.fitted / 4, view.scale * factor));
      const [nx, ny] = view.toWorld(px, py);
      view.x += x - nx;
      view.y += y - ny;
    },
  };
  return view;
}

/**
 * Web Mercator in degrees of longitude; north is up.
 *
 * @param {number} lat
 */
export const mercator = (lat) =>
  (Math.asinh(Math.tan((Math.min(85, Math.max(-85, lat)) * Math.PI) / 180)) * 180) / Math.PI;

/** @param {number} y */
export const latitude = (y) => (Math.atan(Math.sinh((y * Math.PI) / 180)) * 180) / Math.PI;
