/** Builds the web server without letting it listen, so that a test can inject requests. */

import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify';
import { checkHost } from './check-host.ts';
import { endConnectionsOnClose } from './end-connections.ts';
import { addHealth } from './health.ts';
import type { ReadinessCheck } from './health.ts';
import { rewriteByHost } from './host-names.ts';
import { parseJsonBodies } from './json-bodies.ts';
import { lazySerializers } from './lazy-serializer.ts';
import { logRequests } from './logging.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { addMetrics } from './metrics.ts';
import type { PoolCounts } from './metrics.ts';
import { handleError, handleNotFound, sendProblem, toProblem } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import { setResponseHeaders } from './response-headers.ts';
import { takeLiterally } from './undecodable-path.ts';

/** Routes under a prefix of their own, with their own authentication, parsers and error answers. */
export type Mount = { readonly name: string; readonly prefix: string; readonly plugin: FastifyPluginAsync };

export type AppOptions = {
  readonly mounts: readonly Mount[];
  /** Host name to the name of the mount that answers at its root. */
  readonly hosts?: ReadonlyMap<string, string>;
  readonly log: FastifyBaseLogger;
  /** True behind a proxy of one's own: X-Forwarded-* are believed. */
  readonly trustProxy?: boolean;
  readonly readiness?: Readonly<Record<string, ReadinessCheck>>;
  readonly pool?: PoolCounts;
  /** Milliseconds to receive a whole request; shorter only in tests. */
  readonly requestTimeout?: number;
};

/** Bytes and milliseconds. */
const limits = {
  bodyLimit: 1024 * 1024,
  /** To receive a whole request. */
  requestTimeout: 30_000,
  /** Between looks for requests that are overdue; Node's own is half a minute. */
  connectionsCheckingInterval: 5000,
  /** Without a byte in either direction. */
  connectionTimeout: 60_000,
  /** As long as Node reads a request line: an id that is too long is the dialect's to refuse, in its own words. */
  maxParamLength: 16 * 1024,
} as const;

export const buildApp = (options: AppOptions): FastifyInstance => {
  const { mounts, log, hosts = new Map(), trustProxy = false, readiness = {}, pool } = options;
  const { requestTimeout = limits.requestTimeout } = options;
  const rewrite = rewriteByHost(hosts, mounts, trustProxy);
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    // Our own line per request takes the place of Fastify's two.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy,
    bodyLimit: limits.bodyLimit,
    requestTimeout,
    http: {
      requestTimeout,
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(limits.connectionsCheckingInterval, requestTimeout / 4),
    },
    connectionTimeout: limits.connectionTimeout,
    routerOptions: { maxParamLength: limits.maxParamLength },
    genReqId: requestIdOf,
    rewriteUrl: (request) => takeLiterally(rewrite(request)),
    // What comes in on an open connection during a close is still answered; new connections are refused.
    return503OnClosing: false,
    schemaController: { compilersFactory: { buildSerializer: lazySerializers() } },
    // The defaults would change "5" to 5 and drop unknown fields without a word.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    // What Fastify refuses before it knows the route: no hook and no handler of a route sees it.
    frameworkErrors: (error, request, reply) => {
      void sendProblem(request, setResponseHeaders(request, reply), toProblem(error));
    },
  });
  parseJsonBodies(app);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook('onRequest', async (request, reply) => {
    setResponseHeaders(request, reply);
    checkHost(request.raw);
  });
  endConnectionsOnClose(app);
  refuseOtherMethods(app);
  logRequests(app);
  addMetrics(app, pool);
  addHealth(app, readiness);
  for (const { prefix, plugin } of mounts) void app.register(plugin, { prefix });
  return app;
};
