/** MDelivery's answers to everything that can go wrong: its HTTP codes, and its two fault codes as `{code, message}`. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerEach, DomainError } from '../../domain/errors.ts';
import { isClientFault } from '../../lib/client-fault.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import { wordsOf } from '../../lib/validation-words.ts';
import { toField } from './mapping.ts';

/** Of the chapter "Error handling rules"; the last is ours, for faults that are. */
export const faultCodes = ['AuthenticationFailed', 'InvalidParameter', 'InternalError'] as const;
export type FaultCode = (typeof faultCodes)[number];

export interface Answer {
  readonly status: 400 | 401 | 403 | 404 | 429 | 500;
  readonly code: FaultCode;
}

const bad = { status: 400, code: 'InvalidParameter' } as const;

/** The document knows no 409 and no 422: whatever does not fit is a bad request. */
export const answers = answerEach<Answer>(
  {
    input: bad,
    identity: { status: 401, code: 'AuthenticationFailed' },
    permission: { status: 403, code: 'AuthenticationFailed' },
    rate: { status: 429, code: 'InvalidParameter' },
    missing: { status: 404, code: 'InvalidParameter' },
    state: bad,
    rule: bad,
  },
  { partner_unavailable: { status: 500, code: 'InternalError' } },
);

export interface Refusal {
  readonly status: number;
  readonly code: FaultCode;
  /** Plain English; it names the field where one is at fault. */
  readonly message: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Never a stack, an SQL statement or a path: those go to the log. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof DomainError) {
    const [fault] = error.faults;
    const message = fault ? `${toField(fault.path)}: ${fault.message}` : error.message;
    return { ...answers[error.code], message };
  }
  const fault = classifyDatabaseFault(error);
  if (fault === 'unavailable')
    return { ...plain(503, 'We are not available at the moment. Try again.'), retryAfter: 2 };
  if (fault === 'unusable') return { ...bad, message: 'A value cannot be stored.' };
  if (!isClientFault(error)) return plain(500, 'Something failed on our side.');
  return plain(error.statusCode, error.validation ? wordsOf(error.validation) : error.message);
}

function plain(status: number, message: string): Refusal {
  return { status, code: status < 500 ? 'InvalidParameter' : 'InternalError', message };
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
  return send(reply, refusal);
}

export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, plain(404, 'Nothing is here.'));
}

/** JSON whatever `Accept` says: MDelivery asks for text/plain and reads JSON. */
function send(reply: FastifyReply, { status, retryAfter, ...body }: Refusal): FastifyReply {
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
}
