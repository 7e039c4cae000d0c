/** The courier's own app, and what offers a delivery. */
import type { Probes } from './probe.ts';

export const courierProbes: Probes = {};
