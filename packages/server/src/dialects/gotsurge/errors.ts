/** GotSurge's answers to everything that can go wrong: `{code, message, errors}`. The document has lost its own. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import { answerEach, DomainError } from '../../domain/errors.ts';
import { isClientFault } from '../../lib/client-fault.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import { toFieldFaults, type FieldFault } from './field-faults.ts';
import { toField } from './mapping.ts';

export interface Answer {
  readonly status: 401 | 403 | 404 | 409 | 422 | 429;
  readonly code: string;
}

/** What is not there and what belongs to somebody else have one answer. */
export const answers = answerEach<Answer>(
  {
    input: { status: 422, code: 'invalid_input' },
    identity: { status: 401, code: 'unauthenticated' },
    permission: { status: 403, code: 'forbidden' },
    rate: { status: 429, code: 'too_many_requests' },
    missing: { status: 404, code: 'not_found' },
    state: { status: 409, code: 'status_conflict' },
    rule: { status: 422, code: 'rule_refused' },
  },
  {
    invalid_grant: { status: 401, code: 'invalid_grant' },
    claim_refused: { status: 422, code: 'claim_refused' },
    duplicate: { status: 422, code: 'duplicate' },
    version_conflict: { status: 409, code: 'version_conflict' },
    position_refused: { status: 422, code: 'position_refused' },
    file_refused: { status: 422, code: 'file_refused' },
    url_refused: { status: 422, code: 'url_refused' },
    mail_refused: { status: 422, code: 'mail_refused' },
    partner_unavailable: { status: 409, code: 'partner_unavailable' },
    idempotency_mismatch: { status: 409, code: 'idempotency_mismatch' },
    idempotency_in_progress: { status: 409, code: 'idempotency_in_progress' },
  },
);

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly errors: readonly FieldFault[];
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Never a stack, an SQL statement or a path: those go to the log. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof DomainError) {
    const errors = error.faults.map(({ path, message }) => ({ field: toField(path), message }));
    return { ...answers[error.code], message: error.message, errors };
  }
  const fault = classifyDatabaseFault(error);
  if (fault === 'unavailable')
    return { ...plain(503, 'We are not available at the moment. Try again.'), retryAfter: 2 };
  if (fault === 'unusable') return { ...answers.invalid_input, message: 'A value cannot be stored.', errors: [] };
  if (!isClientFault(error)) return plain(500, 'Something failed on our side.');
  if (!error.validation) return plain(error.statusCode, error.message);
  const errors = toFieldFaults(error.validation);
  const [first] = errors;
  // without its list such a body is not the one that was meant
  if (error.validation.some(isNoList)) return { ...plain(400, 'The body holds no list of tasks.'), errors };
  // a body that is no object has no field to name
  return first ? { ...answers.invalid_input, message: first.message, errors } : plain(400, 'The body is refused.');
}

function isNoList({ keyword, instancePath }: FastifySchemaValidationError): boolean {
  return keyword === 'type' && ['/tasks', '/task_ids'].includes(instancePath);
}

const codes: Readonly<Record<number, string>> = {
  400: 'malformed',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  414: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  503: 'unavailable',
};

function plain(status: number, message: string): Refusal {
  return { status, code: codes[status] ?? (status < 500 ? 'malformed' : 'internal_error'), message, errors: [] };
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = isUnread(error, request) ? plain(400, error.message) : toRefusal(error);
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
  return send(reply, refusal);
}

/** A body that is no JSON: nothing of it was read, so there is no field to name. */
function isUnread(error: unknown, { method, body }: FastifyRequest): error is DomainError {
  if (!(error instanceof DomainError) || error.code !== 'invalid_input') return false;
  return method !== 'GET' && body === undefined && error.faults.every(({ path }) => path === '');
}

export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, plain(404, 'Nothing is here.'));
}

function send(reply: FastifyReply, { status, retryAfter, ...body }: Refusal): FastifyReply {
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
}
