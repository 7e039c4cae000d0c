/** GotSurge's tasks and those of platforms. */
import type { Probes } from './probe.ts';

export const taskProbes: Probes = {};
