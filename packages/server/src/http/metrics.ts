/** Counts and times what the process does, for Prometheus. */

import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What a pg Pool tells of itself. */
export type PoolCounts = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };

/** Seconds. */
const buckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** Answers the registry, so that workers can add counters of their own. */
export const addMetrics = (app: FastifyInstance, pool: PoolCounts | undefined): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    // The template, not the path: ids would make a series each.
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  if (pool) addPoolGauges(registry, pool);
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  app.addHook('onClose', async () => registry.clear());
  return registry;
};

const addPoolGauges = (registry: Registry, pool: PoolCounts) => {
  const add = (name: string, help: string, count: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(count());
      },
    });
  add('database_connections_open', 'Connections to the database', () => pool.totalCount);
  add('database_connections_idle', 'Connections nobody uses', () => pool.idleCount);
  add('database_connections_waiting', 'Callers that wait for a connection', () => pool.waitingCount);
};
