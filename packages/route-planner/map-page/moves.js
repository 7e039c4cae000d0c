// How fingers, mouse, wheel, buttons and keys move the map.
import { part } from './elements.js';

/**
 * @typedef {import('./types.ts').MoveActions} MoveActions
 * @typedef {import('./types.ts').View} View
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {View} view
 * @param {MoveActions} on
 */
export function listen(canvas, view, on) {
  /** @type {Map<number, [number, number]>} */
  const fingers = new Map();
  let moved = 0;
  /**
   * @param {MouseEvent} event
   * @returns {[number, number]}
   */
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    moved = fingers.size > 1 ? Infinity : 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    const now = at(event);
    if (before === undefined) return on.over(...now);
    const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    fingers.set(event.pointerId, now);
    if (other === undefined) {
      moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (moved < 4) return undefined;
      canvas.classList.add('moving');
      view.move(now[0] - before[0], now[1] - before[1]);
    } else {
      /** @param {[number, number]} place */
      const apart = ([x, y]) => Math.max(1, Math.hypot(x - other[0], y - other[1]));
      view.move((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      view.zoom(apart(now) / apart(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    }
    return on.changed();
  });
  /** @param {PointerEvent} event */
  const lift = (event) => {
    const tapped = fingers.delete(event.pointerId) && moved < 4 && event.type === 'pointerup';
    canvas.classList.remove('moving');
    if (tapped) on.tapped(...at(event));
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  canvas.addEventListener('pointerleave', () => on.left());
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 18 : 1;
      view.zoom(Math.exp((-event.deltaY * lines) / (event.ctrlKey ? 120 : 420)), ...at(event));
      on.changed();
    },
    { passive: false },
  );
  const closer = () => on.glide(() => view.zoom(1.7));
  const wider = () => on.glide(() => view.zoom(1 / 1.7));
  const whole = () => on.glide(() => view.fit());
  part('#closer', HTMLElement).addEventListener('click', closer);
  part('#wider', HTMLElement).addEventListener('click', wider);
  part('#whole', HTMLElement).addEventListener('click', whole);
  canvas.addEventListener('dblclick', (event) => {
    const place = at(event);
    on.glide(() => view.zoom(1.7, ...place));
  });
  /**
   * @param {number} dx
   * @param {number} dy
   */
  const go = (dx, dy) => () => on.glide(() => view.move(dx, dy));
  /** @type {Record<string, () => void>} */
  const keys = {
    '+': closer,
    '=': closer,
    '-': wider,
    0: whole,
    ArrowLeft: go(90, 0),
    ArrowRight: go(-90, 0),
    ArrowUp: go(0, 90),
    ArrowDown: go(0, -90),
  };
  canvas.addEventListener('keydown', (event) => {
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') on.escape();
  });
}
