/** MDelivery's answers to everything that can go wrong: its HTTP codes, and its two fault codes as `{code, message}`. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
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
const unknown = { status: 401, code: 'AuthenticationFailed' } as const;
const notAllowed = { status: 403, code: 'AuthenticationFailed' } as const;
const notFound = { status: 404, code: 'InvalidParameter' } as const;

/** The document knows no 409 and no 422: whatever does not fit is a bad request. */
export const answers: Readonly<Record<DomainErrorCode, Answer>> = {
  invalid_input: bad,
  unauthenticated: unknown,
  bad_signature: unknown,
  encryption_required: unknown,
  invalid_grant: unknown,
  forbidden: notAllowed,
  service_not_allowed: notAllowed,
  too_many_requests: { status: 429, code: 'InvalidParameter' },
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
  illegal_transition: bad,
  not_cancellable: bad,
  already_cancelled: bad,
  partial_not_allowed: bad,
  return_not_allowed: bad,
  already_dispatched: bad,
  in_use: bad,
  vehicle_in_transit: bad,
  driver_in_transit: bad,
  offer_taken: bad,
  off_duty: bad,
  offer_expired: bad,
  not_payable: bad,
  policy_not_cancellable: bad,
  rule_refused: bad,
  claim_refused: bad,
  duplicate: bad,
  version_conflict: bad,
  position_refused: bad,
  file_refused: bad,
  url_refused: bad,
  mail_refused: bad,
  partner_unavailable: { status: 500, code: 'InternalError' },
  idempotency_mismatch: bad,
  idempotency_in_progress: bad,
};

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

/** Fastify's own refusals (size, media type, method, schema) and those of its plugins. */
function isClientFault(error: unknown): error is FastifyError & { readonly statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return false;
  return error.statusCode >= 400 && error.statusCode < 500;
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
