/** The insurer's answers to everything that can go wrong: `{status: "error", message}`. The document has no errors. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { isClientFault } from '../../lib/client-fault.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import { wordsOf } from '../../lib/validation-words.ts';
import { toField } from './mapping.ts';

/**
 * 400 what is malformed, 401 a wrong signature and a tracking number that nobody has, 409 what does not fit what is there,
 * 422 what a rule of the product refuses.
 */
export const answers: Readonly<Record<DomainErrorCode, 400 | 401 | 404 | 409 | 422 | 429>> = {
  invalid_input: 400,
  unauthenticated: 401,
  bad_signature: 401,
  encryption_required: 401,
  invalid_grant: 401,
  forbidden: 401,
  service_not_allowed: 401,
  too_many_requests: 429,
  delivery_not_found: 404,
  trip_not_found: 404,
  plan_not_found: 404,
  stop_not_found: 404,
  courier_not_found: 404,
  driver_not_found: 404,
  vehicle_not_found: 404,
  tracker_not_found: 404,
  hub_not_found: 404,
  proof_not_found: 404,
  endpoint_not_found: 404,
  message_not_found: 404,
  credential_not_found: 404,
  offer_not_found: 404,
  organisation_not_found: 404,
  role_not_found: 404,
  app_not_found: 404,
  platform_not_found: 404,
  member_not_found: 404,
  service_not_found: 404,
  public_order_not_found: 404,
  shipping_order_not_found: 404,
  provider_not_found: 404,
  carrier_not_found: 404,
  payment_not_found: 404,
  call_not_found: 404,
  reconciliation_not_found: 404,
  store_not_found: 404,
  subscription_plan_not_found: 404,
  subscriber_not_found: 404,
  subscription_order_not_found: 404,
  bill_not_found: 404,
  fulfilment_not_found: 404,
  product_not_found: 422,
  policy_not_found: 401,
  claim_not_found: 404,
  insurer_not_found: 404,
  insurance_rule_not_found: 404,
  illegal_transition: 409,
  not_cancellable: 409,
  already_cancelled: 409,
  partial_not_allowed: 409,
  return_not_allowed: 409,
  already_dispatched: 409,
  in_use: 409,
  vehicle_in_transit: 409,
  driver_in_transit: 409,
  offer_taken: 409,
  off_duty: 409,
  offer_expired: 409,
  not_payable: 409,
  policy_not_cancellable: 409,
  rule_refused: 422,
  claim_refused: 422,
  duplicate: 409,
  version_conflict: 409,
  position_refused: 400,
  file_refused: 400,
  url_refused: 400,
  mail_refused: 409,
  partner_unavailable: 409,
  idempotency_mismatch: 409,
  idempotency_in_progress: 409,
};

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
