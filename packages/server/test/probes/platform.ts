/** GotSurge's organisations, roles and invitations, and what registers partners. */
import type { Probes } from './probe.ts';

export const platformProbes: Probes = {};
