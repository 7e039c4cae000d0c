/** Shows how far the search is: one line that is drawn again on a terminal, now and then a plain line elsewhere. */
import type { Progress } from '../plan-types.ts';

export interface ProgressBar {
  readonly update: (progress: Progress) => void;
  readonly close: () => void;
}

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** Some terminals say 0. */
const columnsOf = ({ columns = 0 }: Screen): number => (columns > 0 ? columns : 80);

const barWidth = 24;
const plainLines = 10;

/** `timeLimitMs` null: only iterations end the search. */
export function showProgress(screen: Screen, timeLimitMs: number | null, iterations: number | null): ProgressBar {
  const began = performance.now();
  let latest: Progress | null = null;
  let nextPlain = 0;
  const share = (): number => {
    const byTime = timeLimitMs === null ? 0 : (performance.now() - began) / timeLimitMs;
    const byCount = iterations === null || latest === null ? 0 : latest.iterations / iterations;
    return Math.min(1, Math.max(byTime, byCount));
  };
  const redraw = (): void => {
    const filled = Math.round(share() * barWidth);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
    const line = `${bar} ${elapsed(began)}  ${latest === null ? 'reading the map …' : describe(latest)}`;
    screen.write(`\r\u001B[2K${line.slice(0, columnsOf(screen) - 1)}`);
  };
  const timer = screen.isTTY === true ? setInterval(redraw, 200) : null;
  timer?.unref();
  return {
    update: (progress) => {
      latest = progress;
      if (timer !== null || share() * plainLines < nextPlain) return;
      nextPlain = Math.floor(share() * plainLines) + 1;
      screen.write(`${elapsed(began)}  ${describe(progress)}\n`);
    },
    close: () => {
      if (timer === null) return;
      clearInterval(timer);
      screen.write('\r\u001B[2K');
    },
  };
}

const elapsed = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`;

const words = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** `19 vehicles, distance 1,650.8, 3 not served`. */
export function describe({ vehicles, distance, cost, unassigned }: Omit<Progress, 'elapsedMs' | 'iterations'>): string {
  const parts = [`${vehicles} ${vehicles === 1 ? 'vehicle' : 'vehicles'}`, `distance ${words.format(distance)}`];
  if (Math.abs(cost - distance) > 1e-6 * Math.max(1, cost)) parts.push(`cost ${words.format(cost)}`);
  if (unassigned > 0) parts.push(`${unassigned} not served`);
  return parts.join(', ');
}
