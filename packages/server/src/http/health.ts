/** Tells a supervisor whether the process lives, and a load balancer whether to send it traffic. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Answers null when all is well, else why not; a check that throws or takes over a second has failed. */
export type ReadinessCheck = () => Promise<string | null>;

const patienceMs = 1000;

export const addHealth = (app: FastifyInstance, readiness: Readonly<Record<string, ReadinessCheck>>) => {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const answers = await Promise.all(
      Object.entries(readiness).map(async ([name, check]) => [name, await inTime(check)] as const),
    );
    const reasons = Object.fromEntries(answers.filter(([, reason]) => reason !== null));
    if (Object.keys(reasons).length === 0) return { status: 'ready' };
    return reply.code(503).header('retry-after', '1').send({ status: 'not ready', reasons });
  });
};

const inTime = async (check: ReadinessCheck): Promise<string | null> => {
  const done = new AbortController();
  const late = sleep(patienceMs, 'took longer than a second', { signal: done.signal }).catch(() => null);
  // The words of the fault may hold a host or a statement: the log has them, the public does not.
  const checked = check().catch(() => 'failed');
  const reason = await Promise.race([checked, late]);
  done.abort();
  return reason;
};
