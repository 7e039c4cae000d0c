/** How many cores others used while we measured: a row that was measured beside them says so. */
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

export interface Meter {
  /** Cores that neither this process nor its children used since the start, on average; null where /proc is missing. */
  readonly others: () => number | null;
}

export function startMeter(): Meter {
  const before = sample();
  const begun = performance.now();
  return {
    others() {
      const after = sample();
      if (!before || !after) return null;
      const seconds = (performance.now() - begun) / 1000;
      const foreign = after.busy - before.busy - (after.ours - before.ours);
      return Math.max(0, foreign / ticksPerSecond / seconds);
    },
  };
}

/** Ticks of all cores, and those of this process and everything below it. */
function sample(): { busy: number; ours: number } | null {
  try {
    const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).map(Number); // prettier-ignore
    return { busy: user + nice + system + irq + softirq, ours: ticksOfFamily() };
  } catch {
    return null;
  }
}

function ticksOfFamily(): number {
  const processes = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : [],
  );
  const family = new Set([process.pid]);
  // a child's number may be smaller than its parent's, so look until nobody is found any more
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0);
}

function readProcess(pid: number): { pid: number; parent: number; ticks: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    // the fields after the name: state, parent, …; user and system time, own and of children that ended
    const [, parent = 0] = fields;
    return { pid, parent, ticks: fields.slice(11, 15).reduce((sum, one) => sum + one, 0) };
  } catch {
    return null;
  }
}
