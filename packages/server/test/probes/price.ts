/** Prices and their tables. */
import type { Probes } from './probe.ts';

export const priceProbes: Probes = {};
