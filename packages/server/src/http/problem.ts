/** Answers in RFC 9457's words, for what no dialect has answered in its own. */

import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/errors.ts';
import { isClientFault } from '../lib/client-fault.ts';
import { classifyDatabaseFault } from '../lib/database-faults.ts';

export type Problem = { readonly status: number; readonly detail: string; readonly retryAfterSeconds?: number };

export const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: Problem) => {
  const { status, detail, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  const title = STATUS_CODES[status] ?? 'Error';
  const text = JSON.stringify({ type: 'about:blank', title, status, detail, instance: request.id });
  // as bytes: Fastify would add a charset to the media type of a text
  return reply.code(status).type('application/problem+json').send(Buffer.from(text));
};

/** Never a stack, an SQL statement or a path: those go to the log, with the same request id. */
export const toProblem = (error: unknown): Problem => {
  if (error instanceof DomainError && error.code === 'invalid_input') return { status: 400, detail: error.message };
  const fault = classifyDatabaseFault(error);
  // Not always the same second, so that the clients do not all come back at once.
  if (fault === 'unavailable') {
    const retryAfterSeconds = 1 + Math.round(Math.random());
    return { status: 503, detail: 'The database is not available at the moment. Try again.', retryAfterSeconds };
  }
  if (fault === 'unusable') return { status: 422, detail: 'A value in the request cannot be stored.' };
  if (isClientFault(error)) return { status: error.statusCode, detail: error.message };
  return { status: 500, detail: 'Something failed on our side. Quote the request id when you ask about it.' };
};

export const handleError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const problem = toProblem(error);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  return sendProblem(request, reply, problem);
};

export const handleNotFound = (request: FastifyRequest, reply: FastifyReply) =>
  sendProblem(request, reply, { status: 404, detail: 'Nothing is here.' });
