/** The insurer's answers to everything that can go wrong: `{status: "error", message}`. The document has no errors. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerEach, DomainError } from '../../domain/errors.ts';
import { isClientFault } from '../../lib/client-fault.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import { wordsOf } from '../../lib/validation-words.ts';
import { toField } from './mapping.ts';

/**
 * 400 what is malformed, 401 a wrong signature and a tracking number that nobody has, 409 what does not fit what is there,
 * 422 what a rule of the product refuses.
 */
export const answers = answerEach<400 | 401 | 404 | 409 | 422 | 429>(
  { input: 400, identity: 401, permission: 401, rate: 429, missing: 404, state: 409, rule: 422 },
  { product_not_found: 422, policy_not_found: 401, mail_refused: 409 },
);

export interface Refusal {
  readonly status: number;
  readonly message: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Never a stack, an SQL statement or a path: those go to the log. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof DomainError) {
    const status = answers[error.code];
    const [fault] = error.faults;
    // nobody is told whether there is such a tracking number
    if (status === 401) return { status, message: 'The signature is wrong.' };
    if (error.code === 'product_not_found') return { status, message: `${toField('productCode')}: ${error.message}` };
    const isNamed = fault !== undefined && fault.path !== '';
    return { status, message: isNamed ? `${toField(fault.path)}: ${fault.message}` : error.message };
  }
  const fault = classifyDatabaseFault(error);
  if (fault === 'unavailable')
    return { status: 503, message: 'We are not available at the moment. Try again.', retryAfter: 2 };
  if (fault === 'unusable') return { status: 400, message: 'A value cannot be stored.' };
  if (!isClientFault(error)) return { status: 500, message: 'Something failed on our side.' };
  return { status: error.statusCode, message: error.validation ? wordsOf(error.validation) : error.message };
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
  return send(reply, refusal);
}

export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, { status: 404, message: 'Nothing is here.' });
}

function send(reply: FastifyReply, { status, message, retryAfter }: Refusal): FastifyReply {
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  const text = JSON.stringify({ status: 'error', message });
  return reply.code(status).type('application/json; charset=utf-8').send(text);
}
