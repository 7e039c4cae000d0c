/** Distances and durations between places, on the caller's numbers. */
import type { Travel } from '../problem.ts';

export interface Ways {
  /** Negative or not finite: no way leads there. */
  readonly distance: (from: number, to: number) => number;
  readonly duration: (from: number, to: number) => number;
}

const earthRadiusMetres = 6_371_008.8;
const defaultDetour = 1.3;
const defaultSpeed = 10;

export function waysOf(travel: Travel): Ways {
  switch (travel.kind) {
    case 'matrix': {
      const { distances, durations = distances, size } = travel;
      const entry = (matrix: ArrayLike<number>) => (from: number, to: number) =>
        from === to ? 0 : (matrix[from * size + to] ?? NaN);
      return { distance: entry(distances), duration: entry(durations) };
    }
    case 'points': {
      const { points, detour = defaultDetour, speed = defaultSpeed } = travel;
      const distance = (from: number, to: number): number => {
        const [a, b] = [points[from], points[to]];
        return a === undefined || b === undefined ? NaN : detour * greatCircle(a, b);
      };
      return { distance, duration: (from, to) => distance(from, to) / speed };
    }
    case 'plane': {
      const { points, rounding = 'exact' } = travel;
      const distance = (from: number, to: number): number => {
        const [a, b] = [points[from], points[to]];
        if (a === undefined || b === undefined) return NaN;
        const exact = Math.hypot(a.x - b.x, a.y - b.y);
        return rounding === 'nearest' ? Math.floor(exact + 0.5) : exact;
      };
      return { distance, duration: distance };
    }
  }
}

interface OnGlobe {
  readonly lat: number;
  readonly lng: number;
}

/** Haversine, in metres. */
function greatCircle(a: OnGlobe, b: OnGlobe): number {
  const radians = Math.PI / 180;
  const [north, east] = [(b.lat - a.lat) * radians, (b.lng - a.lng) * radians];
  const h = Math.sin(north / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(east / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}
