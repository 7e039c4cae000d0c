/** Turns whatever was thrown into the problem that the client sees (RFC 9457). */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { isClientFault } from '../../lib/client-fault.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import { answers, type Answer } from './errors.ts';
import { Malformed } from './malformed.ts';
import type { Problem } from './schemas/problem.ts';
import { toFaults } from './validation-faults.ts';

/** A problem before it knows its request. */
interface Refusal extends Omit<Problem, 'type' | 'instance'> {
  readonly slug: string;
  readonly retryAfter?: number;
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
  return answerProblem(request, reply, refusal);
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, plain(404, 'Nothing is here.'));
}

function answerProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { slug, title, status, detail, errors, retryAfter } = refusal;
  const type = `urn:waybill:problem:${slug}`;
  const problem: Problem = { type, title, status, detail, instance: request.id, ...(errors && { errors }) };
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (retryAfter !== undefined && !reply.hasHeader('retry-after')) void reply.header('retry-after', String(retryAfter));
  // as bytes: Fastify would add a charset to the media type of a text
  return reply
    .code(status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
}

/** Never a stack, an SQL statement or a path: those go to the log, with the same request id. */
function toRefusal(error: unknown): Refusal {
  if (error instanceof DomainError) return toCoreRefusal(error);
  if (error instanceof Malformed) return { ...plain(error.status, error.message), errors: [error.fault] };
  const fault = classifyDatabaseFault(error);
  if (fault === 'unavailable') return { ...plain(503, 'The database is not available at the moment.'), retryAfter: 1 };
  if (fault === 'unusable') return { ...answers.invalid_input, detail: 'A value in the request cannot be stored.' };
  if (!isClientFault(error))
    return plain(500, 'Something failed on our side. Quote the instance when you ask about it.');
  const { validation, validationContext } = error;
  if (!validation) return plain(error.statusCode, error.message);
  const errors = toFaults(validation, validationContext);
  const [first] = errors;
  return { ...answers.invalid_input, detail: first ? `${first.path}: ${first.message}` : error.message, errors };
}

function toCoreRefusal({ code, message, faults }: DomainError): Refusal {
  const answer: Answer = answers[code];
  return { ...answer, detail: message, ...(faults.length > 0 && { errors: [...faults] }) };
}

/** A refusal that has no name beyond its status. */
function plain(status: number, detail: string): Refusal {
  const title = STATUS_CODES[status] ?? 'Error';
  return { status, slug: title.toLowerCase().replace(/[^a-z]+/g, '-'), title, detail };
}
