/** GotSurge's answers to everything that can go wrong: `{code, message, errors}`. The document has lost its own. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import { toFieldFaults, type FieldFault } from './field-faults.ts';
import { toField } from './mapping.ts';

export interface Answer {
  readonly status: 401 | 403 | 404 | 409 | 422 | 429;
  readonly code: string;
}

const notFound = { status: 404, code: 'not_found' } as const;
const conflict = { status: 409, code: 'status_conflict' } as const;

/** What is not there and what belongs to somebody else have one answer. */
export const answers: Readonly<Record<DomainErrorCode, Answer>> = {
  invalid_input: { status: 422, code: 'invalid_input' },
  unauthenticated: { status: 401, code: 'unauthenticated' },
  bad_signature: { status: 401, code: 'unauthenticated' },
  encryption_required: { status: 401, code: 'unauthenticated' },
  invalid_grant: { status: 401, code: 'invalid_grant' },
  forbidden: { status: 403, code: 'forbidden' },
  service_not_allowed: { status: 403, code: 'forbidden' },
  too_many_requests: { status: 429, code: 'too_many_requests' },
  delivery_not_found: notFound,
  trip_not_found: notFound,
  plan_not_found: notFound,
  stop_not_found: notFound,
  courier_not_found: notFound,
  driver_not_found: notFound,
  vehicle_not_found: notFound,
  tracker_not_found: notFound,
  hub_not_found: notFound,
  proof_not_found: notFound,
  endpoint_not_found: notFound,
  message_not_found: notFound,
  credential_not_found: notFound,
  offer_not_found: notFound,
  organisation_not_found: notFound,
  role_not_found: notFound,
  app_not_found: notFound,
  platform_not_found: notFound,
  member_not_found: notFound,
  service_not_found: notFound,
  public_order_not_found: notFound,
  shipping_order_not_found: notFound,
  provider_not_found: notFound,
  carrier_not_found: notFound,
  payment_not_found: notFound,
  call_not_found: notFound,
  reconciliation_not_found: notFound,
  store_not_found: notFound,
  subscription_plan_not_found: notFound,
  subscriber_not_found: notFound,
  subscription_order_not_found: notFound,
  bill_not_found: notFound,
  fulfilment_not_found: notFound,
  product_not_found: notFound,
  policy_not_found: notFound,
  claim_not_found: notFound,
  insurer_not_found: notFound,
  insurance_rule_not_found: notFound,
  illegal_transition: conflict,
  not_cancellable: conflict,
  already_cancelled: conflict,
  partial_not_allowed: conflict,
  return_not_allowed: conflict,
  already_dispatched: conflict,
  in_use: conflict,
  vehicle_in_transit: conflict,
  driver_in_transit: conflict,
  offer_taken: conflict,
  off_duty: conflict,
  offer_expired: conflict,
  not_payable: conflict,
  policy_not_cancellable: conflict,
  rule_refused: { status: 422, code: 'rule_refused' },
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
};

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

/** Fastify's own refusals (size, media type, method, schema) and those of its plugins. */
function isClientFault(error: unknown): error is FastifyError & { readonly statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return false;
  return error.statusCode >= 400 && error.statusCode < 500;
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
