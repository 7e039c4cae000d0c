/** How the log is written: JSON lines, one for each request, without secrets, queries, parameters or rows. */

import type { FastifyInstance } from 'fastify';
import type { LevelWithSilent, LoggerOptions } from 'pino';
import { redactFields } from './redact.ts';

export const loggerOptions = (level: LevelWithSilent): LoggerOptions => ({
  level,
  base: null,
  formatters: { log: redactFields, level: (label) => ({ level: label }) },
  serializers: { err: describeError },
});

type Description = Readonly<Record<string, unknown>>;

/**
 * Of an error only its kind, words, code and place: the database's errors carry the failing row in `detail` and the
 * statement's parameters in `where`, and for a value it cannot read (class 22) quote it in their message.
 */
export const describeError = (error: unknown, depth = 0): Description => {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : 'not an error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const quotes = 'severity' in error && code?.startsWith('22');
  const stack = quotes ? undefined : error.stack;
  return {
    type: error.name,
    message: quotes ? `SQLSTATE ${code}` : error.message,
    ...(code !== undefined && { code }),
    ...(stack !== undefined && { stack }),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What stands in the path is a credential: the log has the pattern instead. */
    secretPath?: boolean;
  }
}

/** One line when the answer is out; health checks and scrapes would drown the rest. */
export const logRequests = (app: FastifyInstance) => {
  const quiet = new Set(['/healthz', '/readyz', '/metrics']);
  const secret: string[] = [];
  app.addHook('onRoute', ({ url, config }) => {
    if (config?.secretPath) secret.push(url);
  });
  app.addHook('onResponse', async (request, reply) => {
    const asked = request.url.split('?', 1)[0] ?? '';
    // also where the method is another one: the credential is there all the same
    const path = secret.find((url) => asked.startsWith(url.slice(0, url.search(/[:*]/)))) ?? asked;
    const line = {
      method: request.method,
      path,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      from: request.ip,
    };
    if (quiet.has(path)) request.log.debug(line, 'request');
    else request.log.info(line, 'request');
  });
};
