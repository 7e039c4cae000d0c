/** CPU time: how much a run used, and how much everything else on the machine used meanwhile. */
import { cpus } from 'node:os';

export interface CpuUse {
  /** Of this process, all threads. */
  readonly seconds: number;
  /** Of all other programs: cores kept busy on average. Above 0.2 a time-limited result is not to be trusted. */
  readonly othersBusy: number;
}

export function measureCpu(): () => CpuUse {
  const own = process.cpuUsage();
  const all = busySeconds();
  const began = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(own);
    const seconds = (user + system) / 1e6;
    const elapsed = (performance.now() - began) / 1000;
    return { seconds, othersBusy: Math.max(0, (busySeconds() - all - seconds) / elapsed) };
  };
}

const busySeconds = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
