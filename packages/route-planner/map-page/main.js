// Puts map and side together: what is chosen, hovered and found.
import { colourOf, routeHues } from './colours.js';
import { draw } from './draw.js';
import { element, part } from './elements.js';
import { listen } from './moves.js';
import { fillPanel, matches, stopWords } from './panel.js';
import { makeView, mercator } from './view.js';
import { spanWords, timeWords, wayWords, numberWords } from './words.js';

/**
 * @typedef {import('./types.ts').Choice} Choice
 * @typedef {import('./types.ts').Left} Left
 * @typedef {import('./types.ts').MapData} MapData
 * @typedef {import('./types.ts').Panel} Panel
 * @typedef {import('./types.ts').PanelActions} PanelActions
 * @typedef {import('./types.ts').Point} Point
 * @typedef {import('./types.ts').Route} Route
 * @typedef {import('./types.ts').Span} Span
 * @typedef {import('./types.ts').State} State
 * @typedef {import('./types.ts').Stop} Stop
 */

/** @param {MapData} data */
export function start(data) {
  const canvas = part('canvas', HTMLCanvasElement);
  const tip = part('#tip', HTMLElement);
  /** @type {Point[]} */
  const points = data.points.map(([x, y]) => (data.geo ? [x, mercator(y)] : [x, y]));
  const used = [...data.routes.flatMap(({ stops }) => stops), ...data.left].map((stop) => points[stop.at]);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  /** @type {State} */
  const state = {
    data,
    points,
    geo: data.geo,
    drawn: data.drawn,
    routes: data.routes,
    left: data.left,
    starts: new Set(data.starts),
    hues: routeHues(data.routes, points),
    colours: [],
    view: makeView(used.length > 0 ? used : points),
    spacing: usualSpacing(used),
    day: wholeDay(data.routes),
    dark: scheme.matches,
    chosen: null,
    hovered: null,
    stop: null,
  };
  const { view } = state;
  const paint = () => {
    state.colours = state.hues.map((hue) => colourOf(hue, state.dark));
  };
  paint();
  let due = false;
  const redraw = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      draw(canvas, state);
    });
  };

  /** @param {number} at */
  const placesOf = (at) => data.routes[at].stops.map((stop) => points[stop.at]);
  /** @type {PanelActions['chooseRoute']} */
  const chooseRoute = (at) => {
    state.chosen = at;
    state.stop = null;
    hideTip();
    panel.choose(at, null);
    if (at !== null) glide(() => view.fit(placesOf(at)));
    redraw();
  };
  /** @type {PanelActions['chooseStop']} */
  const chooseStop = (choice, bring) => {
    const { at, stop } = choice;
    state.chosen = at;
    state.stop = stop;
    panel.choose(at, stop);
    if (points[stop.at] !== undefined && bring) {
      const [x, y] = points[stop.at];
      const [px, py] = view.toScreen(x, y);
      const margin = Math.min(40, view.height / 8);
      const seen = px > margin && py > margin && px < view.width - margin && py < view.height - margin;
      // Close enough for its number to be read, no closer.
      const factor = Math.max(1, Math.min((view.fitted * 40) / view.scale, 12 / (state.spacing * view.scale)));
      glide(
        () => {
          if (!seen) [view.x, view.y] = [x, y];
          view.zoom(factor, seen ? px : undefined, seen ? py : undefined);
        },
        () => showTip(choice),
      );
    } else showTip(choice);
    redraw();
  };
  /** @type {PanelActions['hoverRoute']} */
  const hoverRoute = (at) => {
    if (state.hovered === at) return;
    state.hovered = at;
    panel.hover(at);
    redraw();
  };
  /** @type {Panel} */
  const panel = fillPanel(state, { chooseRoute, chooseStop, hoverRoute });

  let gliding = 0;
  /**
   * From what is seen now to what the change asks for.
   *
   * @param {() => void} change
   * @param {() => void} then
   */
  const glide = (change, then = () => {}) => {
    const from = { x: view.x, y: view.y, scale: view.scale };
    change();
    const to = { x: view.x, y: view.y, scale: view.scale };
    const turn = ++gliding;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      redraw();
      return then();
    }
    Object.assign(view, from);
    const begin = performance.now();
    /** @param {number} now */
    const step = (now) => {
      if (turn !== gliding) return;
      const t = Math.min(1, Math.max(0, (now - begin) / 240));
      const eased = 1 - (1 - t) ** 3;
      view.scale = from.scale * (to.scale / from.scale) ** eased;
      const moved =
        to.scale === from.scale ? eased : (1 / from.scale - 1 / view.scale) / (1 / from.scale - 1 / to.scale);
      view.x = from.x + (to.x - from.x) * moved;
      view.y = from.y + (to.y - from.y) * moved;
      redraw();
      if (t < 1) requestAnimationFrame(step);
      else then();
    };
    requestAnimationFrame(step);
    return undefined;
  };

  const hideTip = () => {
    tip.hidden = true;
  };
  /** @param {Choice} choice */
  const showTip = (choice) => {
    const { at, stop } = choice;
    const point = points[stop.at];
    if (point === undefined) return hideTip();
    tip.replaceChildren(...tipParts(data, choice));
    const row = at === null ? null : panel.rows[at];
    tip.style.setProperty('--colour', row === null ? 'var(--alarm)' : row.style.getPropertyValue('--colour'));
    tip.hidden = false;
    const [x, y] = view.toScreen(...point);
    const { offsetWidth: width, offsetHeight: height } = tip;
    const left = Math.min(view.width - width - 10, Math.max(10, x - width / 2));
    const above = y - height - 18;
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(above > 8 ? above : y + 18)}px)`;
    return undefined;
  };

  /**
   * The stop that is meant by a place on the screen.
   *
   * @param {number} px
   * @param {number} py
   * @returns {Choice | null}
   */
  const nearest = (px, py) => {
    /** @type {Choice | null} */
    let best = null;
    let least = 16;
    /** @param {Stop | Left} stop */
    const farTo = (stop) => {
      const point = points[stop.at];
      if (point === undefined) return Infinity;
      const [x, y] = view.toScreen(...point);
      return Math.hypot(x - px, y - py);
    };
    for (const [at, { stops }] of data.routes.entries()) {
      const handicap = state.chosen === null || state.chosen === at ? 0 : 5;
      for (const stop of stops) {
        const far = stop.number > 0 ? farTo(stop) + handicap : Infinity;
        if (far < least) [least, best] = [far, { at, stop }];
      }
    }
    for (const stop of data.left) {
      const far = farTo(stop);
      if (far < least) [least, best] = [far, { at: null, stop }];
    }
    return best;
  };

  listen(canvas, view, {
    changed: () => {
      gliding++;
      hideTip();
      redraw();
    },
    glide: (change) => {
      hideTip();
      glide(change);
    },
    over: (px, py) => {
      const found = nearest(px, py);
      canvas.classList.toggle('over', found !== null);
      if (found === null) {
        if (state.stop === null) hideTip();
        hoverRoute(null);
        return;
      }
      showTip(found);
      hoverRoute(found.at);
    },
    tapped: (px, py) => {
      const found = nearest(px, py);
      if (found === null) chooseRoute(null);
      else chooseStop(found, false);
    },
    left: () => {
      if (state.stop === null) hideTip();
      hoverRoute(null);
    },
    escape: () => chooseRoute(null),
  });

  const find = part('#find', HTMLInputElement);
  find.addEventListener('input', () => panel.find(find.value));
  find.addEventListener('keydown', (event) => {
    const wanted = find.value.trim().toLowerCase();
    if (event.key !== 'Enter' || wanted === '') return;
    const all = data.routes.flatMap(({ stops }, at) => stops.map((stop) => ({ at, stop })));
    const exact = all.find(({ stop }) => stop.label.toLowerCase() === wanted);
    const found = exact ?? all.find(({ stop }) => stop.number > 0 && matches(stop.label, wanted));
    if (found !== undefined) chooseStop(found, true);
    else {
      const at = data.routes.findIndex(({ name }) => matches(name, wanted));
      if (at !== -1) chooseRoute(at);
    }
  });

  let fitted = false;
  new ResizeObserver(() => {
    const { clientWidth, clientHeight } = canvas;
    const dense = window.devicePixelRatio || 1;
    canvas.width = Math.round(clientWidth * dense);
    canvas.height = Math.round(clientHeight * dense);
    view.resize(clientWidth, clientHeight);
    view.narrow = matchMedia('(max-width: 760px)').matches;
    if (!fitted) view.fit();
    fitted = true;
    draw(canvas, state);
  }).observe(canvas);
  scheme.addEventListener('change', () => {
    state.dark = scheme.matches;
    paint();
    panel.paint();
    redraw();
  });
}

/**
 * @param {MapData} data
 * @param {Choice} choice
 */
function tipParts(data, { at, stop }) {
  const { clock } = data;
  if (at === null)
    return [
      element('strong', { text: stop.label }),
      element('em', { text: 'Not served' }),
      element('span', { text: stop.message }),
    ];
  const begin = stop.arrival + stop.waiting;
  /** @type {[name: string, text: string][]} */
  const rows = [['Arrival', timeWords(clock, stop.arrival)]];
  if (stop.waiting > 1e-6) rows.push(['Waits', spanWords(clock, stop.waiting)]);
  if (stop.windows.length > 0)
    rows.push([
      'Window',
      stop.windows
        .map(([from, until]) => `${timeWords(clock, from)}–${timeWords(clock, until ?? Infinity)}`)
        .join(', '),
    ]);
  if (stop.departure > begin) rows.push(['Leaves', timeWords(clock, stop.departure)]);
  if (stop.load.length > 0) rows.push(['On board', stop.load.map(numberWords).join(' · ')]);
  rows.push(['Driven', wayWords(clock, stop.distance)]);
  return [
    element('strong', { text: stopWords(stop) }),
    element('em', { text: `Stop ${stop.number} of ${data.routes[at].name}` }),
    element(
      'dl',
      {},
      rows.flatMap(([name, text]) => [element('dt', { text: name }), element('dd', { text })]),
    ),
  ];
}

/**
 * How far a stop usually is from the next one, in the map's units: tells when there is room for numbers.
 *
 * @param {readonly Point[]} places
 */
function usualSpacing(places) {
  const sorted = places.filter((place) => place !== undefined).sort((a, b) => a[0] - b[0]);
  /** @type {number[]} */
  const gaps = [];
  for (const [at, [x, y]] of sorted.entries()) {
    let least = Infinity;
    for (const way of [-1, 1]) {
      for (let other = at + way; sorted[other] !== undefined; other += way) {
        const [ox, oy] = sorted[other];
        if (Math.abs(ox - x) >= least) break;
        const far = Math.hypot(ox - x, oy - y);
        if (far > 0) least = Math.min(least, far);
      }
    }
    if (least < Infinity) gaps.push(least);
  }
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length * 0.4)] ?? 1;
}

/**
 * @param {readonly Route[]} routes
 * @returns {Span}
 */
function wholeDay(routes) {
  let [from, until] = [Infinity, -Infinity];
  for (const { stops } of routes) {
    from = Math.min(from, stops[0].departure);
    until = Math.max(until, stops[stops.length - 1].departure);
  }
  return from < until ? { from, until } : { from: 0, until: 1 };
}
