// The side: totals, one row per route with its day and load, the stops of the chosen one, and what was left out.
import { onColour } from './colours.js';
import { element, part } from './elements.js';
import { missesWindows, numberWords, spanWords, tickStep, timeWords, wayWords } from './words.js';

/**
 * @typedef {import('./types.ts').Choice} Choice
 * @typedef {import('./types.ts').Left} Left
 * @typedef {import('./types.ts').Panel} Panel
 * @typedef {import('./types.ts').PanelActions} PanelActions
 * @typedef {import('./types.ts').Route} Route
 * @typedef {import('./types.ts').Span} Span
 * @typedef {import('./types.ts').State} State
 * @typedef {import('./types.ts').Stop} Stop
 */

/** @type {WeakMap<Element, Stop>} */
const stopOfItem = new WeakMap();

/**
 * @param {State} state
 * @param {PanelActions} actions
 * @returns {Panel}
 */
export function fillPanel(state, { chooseRoute, chooseStop, hoverRoute }) {
  const { data } = state;
  document.title = data.title;
  part('h1', HTMLElement).textContent = data.title;
  fillTotals(state);
  fillAxis(state);
  const rows = data.routes.map((route, at) => {
    const button = element('button', { type: 'button' }, [
      element('span', { className: 'swatch' }),
      element('span', { className: 'name', text: route.name, title: route.name }),
      element('span', { className: 'figures', text: figures(state, route) }),
      element('span', { className: 'bars' }, bars(route)),
    ]);
    button.setAttribute('aria-expanded', 'false');
    button.addEventListener('click', () => chooseRoute(state.chosen === at ? null : at));
    const row = element('div', { className: 'route' }, [button]);
    row.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && hoverRoute(at));
    row.addEventListener('pointerleave', () => hoverRoute(null));
    return row;
  });
  part('#routes', HTMLElement).append(...rows);
  fillLeft(state, chooseStop);
  const paint = () => {
    for (const [at, row] of rows.entries()) {
      row.style.setProperty('--colour', state.colours[at]);
      row.style.setProperty('--on-colour', onColour(state.dark));
      part('.day i', HTMLElement, row).style.background = dayGradient(state, data.routes[at]);
    }
  };
  /** @type {Panel['choose']} */
  const choose = (at, stop) => {
    for (const [index, row] of rows.entries()) {
      row.classList.toggle('chosen', index === at);
      part('button', HTMLElement, row).setAttribute('aria-expanded', String(index === at));
      if (index !== at) row.querySelector('.stops')?.remove();
    }
    if (at === null) return;
    const row = rows[at];
    if (row.querySelector('.stops') === null) row.append(stopList(state, at, chooseStop));
    let shown = part('button', HTMLElement, row);
    for (const item of row.querySelectorAll('li')) {
      const isChosen = stopOfItem.get(item) === stop;
      item.classList.toggle('chosen', isChosen);
      if (isChosen) shown = item;
    }
    shown.scrollIntoView({ block: 'nearest' });
  };
  /** @type {Panel['hover']} */
  const hover = (at) => rows.forEach((row, index) => row.classList.toggle('hover', index === at));
  /** @type {Panel['find']} */
  const find = (words) => {
    const wanted = words.trim().toLowerCase();
    for (const [at, row] of rows.entries()) {
      const { name, stops } = data.routes[at];
      row.hidden = wanted !== '' && ![name, ...stops.map((stop) => stop.label)].some((text) => matches(text, wanted));
    }
  };
  paint();
  return { rows, paint, choose, hover, find };
}

/**
 * @param {string} text
 * @param {string} wanted
 */
export const matches = (text, wanted) => text.toLowerCase().includes(wanted);

/** @param {State} state */
function fillTotals({ data }) {
  const { clock, totals } = data;
  /**
   * @param {string} label
   * @param {string} value
   */
  const entry = (label, value, className = '') =>
    element('div', { className }, [element('dt', { text: label }), element('dd', { text: value })]);
  const shown = [
    entry(totals.vehicles === 1 ? 'vehicle' : 'vehicles', numberWords(totals.vehicles)),
    entry('stops', numberWords(totals.stops)),
    entry('distance', wayWords(clock, totals.distance)),
    entry('time', spanWords(clock, totals.duration)),
  ];
  if (Math.abs(totals.cost - totals.distance) > 1e-6 * totals.cost) shown.push(entry('cost', numberWords(totals.cost)));
  if (data.left.length > 0) shown.push(entry('not served', numberWords(data.left.length), 'alarm'));
  part('#totals', HTMLElement).append(...shown);
}

/** @param {State} state */
function fillAxis({ data, day }) {
  const step = tickStep(data.clock, day.until - day.from, 4);
  /** @type {number[]} */
  const ticks = [];
  for (let time = Math.ceil(day.from / step) * step; time <= day.until + step / 1e6; time += step) ticks.push(time);
  const axis = part('#axis', HTMLElement);
  for (const time of ticks) {
    const tick = element('span', { text: timeWords(data.clock, time) });
    const at = share(day, time);
    tick.style.left = `${at}%`;
    tick.className = at < 5 ? 'first' : at > 95 ? 'last' : '';
    axis.append(tick);
  }
}

/**
 * @param {Span} span
 * @param {number} time
 */
const share = ({ from, until }, time) => (until > from ? (100 * (Math.min(time, until) - from)) / (until - from) : 0);

/**
 * @param {State} state
 * @param {Route} route
 */
function figures({ data: { clock } }, route) {
  const visits = route.stops.filter((stop) => stop.number > 0).length;
  return `${visits} ${visits === 1 ? 'stop' : 'stops'} · ${wayWords(clock, route.distance)} · ${spanWords(clock, route.duration)}`;
}

/** @param {Route} route */
function bars({ fullest }) {
  const shown = [element('span', { className: 'day' }, [element('i')])];
  if (fullest !== null) {
    const rail = element('i');
    rail.style.width = `${Math.min(100, 100 * fullest)}%`;
    shown.push(
      element('span', { className: 'load' }, [
        element('span', { className: 'rail' }, [rail]),
        element('span', { text: `${Math.round(100 * fullest)} % full` }),
      ]),
    );
  }
  return shown;
}

/**
 * Driving light, serving full, breaks grey, waiting empty.
 *
 * @param {State} state
 * @param {Route} route
 */
function dayGradient({ day }, { stops }) {
  const drive = 'color-mix(in srgb, var(--colour) 42%, var(--track))';
  const [work, rest, none] = ['var(--colour)', 'var(--quiet)', 'transparent'];
  /** @type {string[]} */
  const parts = [];
  let now = day.from;
  /**
   * @param {number} time
   * @param {string} shade
   */
  const until = (time, shade) => {
    if (time > now) parts.push(`${shade} ${share(day, now).toFixed(2)}% ${share(day, time).toFixed(2)}%`);
    now = Math.max(now, time);
  };
  for (const stop of stops) {
    until(stop.arrival, stop.kind === 'start' ? none : drive);
    until(stop.arrival + stop.waiting, none);
    until(stop.departure, stop.kind === 'break' ? rest : work);
  }
  until(day.until, none);
  return `linear-gradient(90deg, ${parts.join(', ')})`;
}

/** @type {Partial<Record<Stop['kind'], string>>} */
const kindWords = { start: 'Departure', end: 'End', reload: 'Reload', break: 'Break' };

/** @type {Partial<Record<Stop['kind'], string>>} */
const kindSigns = { start: '●', end: '■', reload: '↻', break: '☕' };

/** @param {Stop} stop */
export const stopWords = (stop) => kindWords[stop.kind] ?? stop.label;

/**
 * @param {State} state
 * @param {number} at
 * @param {PanelActions['chooseStop']} chooseStop
 */
function stopList(state, at, chooseStop) {
  const { clock } = state.data;
  const { stops } = state.data.routes[at];
  const span = { from: stops[0].departure, until: Math.max(...stops.slice(-1).map((stop) => stop.departure)) };
  const items = stops.map((stop) => {
    const begin = stop.arrival + stop.waiting;
    const late = missesWindows(stop.windows, begin);
    const parts = [
      element('span', {
        className: stop.number > 0 ? 'badge' : 'badge plain',
        text: stop.number > 0 ? String(stop.number) : (kindSigns[stop.kind] ?? ''),
      }),
      element('span', { className: 'what', text: stopWords(stop), title: stopWords(stop) }),
      element('span', {
        className: 'when',
        text: timeWords(clock, stop.kind === 'start' ? stop.departure : begin) + (late ? ' late' : ''),
      }),
    ];
    if (stop.number > 0) parts.push(windowBar(span, stop, begin));
    const button = element('button', { type: 'button' }, parts);
    const item = element('li', {}, [button]);
    stopOfItem.set(item, stop);
    button.addEventListener('click', () => chooseStop({ at, stop }, true));
    return item;
  });
  return element('ol', { className: 'stops' }, items);
}

/**
 * @param {Span} span
 * @param {Stop} stop
 * @param {number} begin
 */
function windowBar(span, stop, begin) {
  /**
   * @param {string} className
   * @param {number} from
   * @param {number} until
   */
  const bar = (className, from, until) => {
    const made = element('i', { className });
    const [left, right] = [share(span, Math.max(from, span.from)), share(span, Math.max(until, span.from))];
    made.style.left = `${left}%`;
    made.style.width = `${Math.max(0, right - left)}%`;
    return made;
  };
  return element('span', { className: 'window' }, [
    ...stop.windows.map(([from, until]) => bar('', from, until ?? Infinity)),
    ...(stop.waiting > 0 ? [bar('wait', stop.arrival, begin)] : []),
    bar('work', begin, stop.departure),
  ]);
}

/**
 * @param {State} state
 * @param {PanelActions['chooseStop']} chooseStop
 */
function fillLeft({ data }, chooseStop) {
  if (data.left.length === 0) return;
  const items = data.left.map((left) => {
    const button = element('button', { type: 'button' }, [
      element('b', { text: left.label }),
      element('small', { text: left.message }),
    ]);
    button.addEventListener('click', () => chooseStop({ at: null, stop: left }, true));
    return element('li', {}, [button]);
  });
  part('#left', HTMLElement).append(
    element('h2', { text: `Not served: ${data.left.length}` }),
    element('ul', {}, items),
  );
}
