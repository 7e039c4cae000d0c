// Draws the map: grid and scale, routes, stops, starts, and what was left out.
import { onColour } from './colours.js';
import { latitude, mercator } from './view.js';
import { roundStep } from './words.js';

/**
 * @typedef {import('./types.ts').Shade} Shade
 * @typedef {import('./types.ts').State} State
 */

const metresPerDegree = 111_195;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {State} state
 */
export function draw(canvas, state) {
  const { view } = state;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const dense = window.devicePixelRatio || 1;
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  const css = getComputedStyle(document.documentElement);
  /** @type {Shade} */
  const shade = (name) => css.getPropertyValue(`--${name}`).trim();
  pen.fillStyle = shade('paper');
  pen.fillRect(0, 0, view.width, view.height);
  drawGrid(pen, state, shade);

  const { chosen, hovered } = state;
  const front = chosen ?? hovered;
  const order = state.routes.map((_, at) => at).filter((at) => at !== front);
  const faded = chosen !== null;
  for (const at of order) drawLine(pen, state, at, faded ? 0.13 : 0.8, 1.7);
  for (const at of order) drawStops(pen, state, at, faded ? 0.22 : 1, false);
  if (front !== null) {
    drawLine(pen, state, front, 1, 3);
    drawArrows(pen, state, front);
    drawStops(pen, state, front, 1, true);
  }
  drawLeft(pen, state, shade);
  drawStarts(pen, state, shade);
  if (state.stop !== null) drawRing(pen, state, state.stop.at, shade);
  drawScale(pen, state, shade);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {Shade} shade
 */
function drawGrid(pen, { view, geo, dark }, shade) {
  const step = roundStep(130 / view.scale);
  const [left, top] = view.toWorld(0, 0);
  const [right, bottom] = view.toWorld(view.width, view.height);
  pen.strokeStyle = shade('line');
  pen.lineWidth = 1;
  pen.globalAlpha = dark ? 0.55 : 0.75;
  pen.beginPath();
  for (let x = Math.ceil(left / step) * step; x <= right; x += step) {
    const px = Math.round(view.toScreen(x, 0)[0]) + 0.5;
    pen.moveTo(px, 0);
    pen.lineTo(px, view.height);
  }
  const [low, high] = geo ? [latitude(bottom), latitude(top)] : [bottom, top];
  for (let y = Math.ceil(low / step) * step; y <= high; y += step) {
    const py = Math.round(view.toScreen(0, geo ? mercator(y) : y)[1]) + 0.5;
    pen.moveTo(0, py);
    pen.lineTo(view.width, py);
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

/**
 * The way from and to the start is drawn lightly, or it would hide the rest.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {number} at
 * @param {number} alpha
 * @param {number} width
 */
function drawLine(pen, state, at, alpha, width) {
  const { view, points, routes, colours, starts } = state;
  pen.strokeStyle = colours[at];
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  /** @param {boolean} home */
  const pass = (home) => {
    pen.beginPath();
    /** @type {number | null} */
    let last = null;
    for (const stop of routes[at].stops) {
      const point = points[stop.at];
      if (last !== null && stop.at !== last && (starts.has(stop.at) || starts.has(last)) === home) {
        pen.moveTo(...view.toScreen(...points[last]));
        pen.lineTo(...view.toScreen(...point));
      }
      last = stop.at;
    }
    pen.stroke();
  };
  pen.globalAlpha = alpha * (width > 2 ? 0.8 : 0.55);
  pen.lineWidth = Math.max(1, width - 0.9);
  // Dashes are slow to draw: with many routes only the chosen one has them.
  if (width > 2 || routes.length <= 50) pen.setLineDash([1, 5]);
  else pen.globalAlpha *= 0.4;
  pass(true);
  pen.setLineDash([]);
  pen.globalAlpha = alpha;
  pen.lineWidth = width;
  pass(false);
  pen.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {number} at
 */
function drawArrows(pen, { view, points, routes, colours }, at) {
  pen.fillStyle = colours[at];
  const { stops } = routes[at];
  for (let next = 1; next < stops.length; next++) {
    const [ax, ay] = view.toScreen(...points[stops[next - 1].at]);
    const [bx, by] = view.toScreen(...points[stops[next].at]);
    const far = Math.hypot(bx - ax, by - ay);
    if (far < 46) continue;
    pen.save();
    pen.translate((ax + bx) / 2, (ay + by) / 2);
    pen.rotate(Math.atan2(by - ay, bx - ax));
    pen.beginPath();
    pen.moveTo(6, 0);
    pen.lineTo(-5, -5);
    pen.lineTo(-2.5, 0);
    pen.lineTo(-5, 5);
    pen.fill();
    pen.restore();
  }
}

/**
 * Numbers appear where there is room for them.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {number} at
 * @param {number} alpha
 * @param {boolean} front
 */
function drawStops(pen, state, at, alpha, front) {
  const { view, points, routes, colours, dark, spacing } = state;
  const room = spacing * view.scale;
  const numbered = room > 26 || (front && room > 9);
  const radius = numbered ? (front ? 10.5 : 9) : Math.min(front ? 5.5 : 4.5, Math.max(2, room / 3.2));
  /** @type {[x: number, y: number, number: number][]} */
  const seen = [];
  for (const stop of routes[at].stops) {
    if (stop.number === 0) continue;
    const [x, y] = view.toScreen(...points[stop.at]);
    if (x > -20 && y > -20 && x < view.width + 20 && y < view.height + 20) seen.push([x, y, stop.number]);
  }
  pen.globalAlpha = alpha;
  pen.fillStyle = colours[at];
  pen.strokeStyle = onColour(dark);
  pen.lineWidth = 1.25;
  // With numbers one after the other, so that a number is never hidden half; else all at once, which is faster.
  for (const group of numbered ? seen.map((stop) => [stop]) : [seen]) {
    pen.beginPath();
    for (const [x, y] of group) {
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 7);
    }
    pen.fill();
    if (radius > 3) pen.stroke();
    if (numbered) drawNumber(pen, state, at, group[0], front);
  }
  pen.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {number} at
 * @param {readonly [x: number, y: number, number: number]} stop
 * @param {boolean} front
 */
function drawNumber(pen, { dark, colours }, at, [x, y, number], front) {
  pen.font = `600 ${front ? 11 : 10}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = onColour(dark);
  pen.fillText(String(number), x, y + 0.5);
  pen.fillStyle = colours[at];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {Shade} shade
 */
function drawLeft(pen, { view, points, left }, shade) {
  pen.strokeStyle = shade('alarm');
  pen.lineWidth = 2;
  for (const { at } of left) {
    if (points[at] === undefined) continue;
    const [x, y] = view.toScreen(...points[at]);
    pen.beginPath();
    pen.moveTo(x - 4.5, y - 4.5);
    pen.lineTo(x + 4.5, y + 4.5);
    pen.moveTo(x + 4.5, y - 4.5);
    pen.lineTo(x - 4.5, y + 4.5);
    pen.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {Shade} shade
 */
function drawStarts(pen, { view, points, starts }, shade) {
  for (const at of starts) {
    const [x, y] = view.toScreen(...points[at]);
    pen.beginPath();
    pen.roundRect(x - 11, y - 11, 22, 22, 6);
    pen.fillStyle = shade('ink');
    pen.fill();
    pen.strokeStyle = shade('panel');
    pen.lineWidth = 2;
    pen.stroke();
    pen.beginPath();
    pen.moveTo(x - 6, y);
    pen.lineTo(x, y - 5.5);
    pen.lineTo(x + 6, y);
    pen.moveTo(x - 4, y - 1.5);
    pen.lineTo(x - 4, y + 5);
    pen.lineTo(x + 4, y + 5);
    pen.lineTo(x + 4, y - 1.5);
    pen.lineWidth = 1.6;
    pen.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {number} place
 * @param {Shade} shade
 */
function drawRing(pen, { view, points }, place, shade) {
  const [x, y] = view.toScreen(...points[place]);
  pen.beginPath();
  pen.arc(x, y, 14, 0, 7);
  pen.strokeStyle = shade('ink');
  pen.lineWidth = 2;
  pen.stroke();
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {State} state
 * @param {Shade} shade
 */
function drawScale(pen, { view, geo, drawn }, shade) {
  const units = geo ? metresPerDegree * Math.cos((latitude(view.y) * Math.PI) / 180) : 1;
  const length = roundStep((70 / view.scale) * units);
  const width = (length / units) * view.scale;
  const [right, bottom] = [view.width - 18, view.height - (view.narrow ? 30 : 18)];
  pen.strokeStyle = shade('quiet');
  pen.fillStyle = shade('quiet');
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(right - width, bottom - 5);
  pen.lineTo(right - width, bottom);
  pen.lineTo(right, bottom);
  pen.lineTo(right, bottom - 5);
  pen.stroke();
  pen.font = '11px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  const words = geo ? (length < 1000 ? `${length} m` : `${length / 1000} km`) : `${Number(length.toPrecision(3))}`;
  pen.fillText(words, right - width / 2, bottom - 7);
  if (drawn) {
    pen.textAlign = 'left';
    pen.fillText('Laid out by distances: no positions were given', 18, bottom);
  }
}
