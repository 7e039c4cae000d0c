/** The native answer to every way in which the core can refuse. */
import type { DomainErrorCode } from '../../domain/errors.ts';

export interface Answer {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 422 | 429 | 502;
  /** End of the problem's type; it does not change. */
  readonly slug: string;
  readonly title: string;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}

export const answers = {
  invalid_input: { status: 422, slug: 'invalid-input', title: 'The input is refused' },
  unauthenticated: { status: 401, slug: 'unauthenticated', title: 'Sign in' },
  invalid_grant: { status: 401, slug: 'invalid-grant', title: 'The grant is not valid' },
  forbidden: { status: 403, slug: 'forbidden', title: 'Not allowed' },
  service_not_allowed: { status: 403, slug: 'service-not-allowed', title: 'Not your service' },
  too_many_requests: { status: 429, slug: 'too-many-requests', title: 'Too many requests', retryAfter: 1 },
  delivery_not_found: { status: 404, slug: 'delivery-not-found', title: 'No such delivery' },
  trip_not_found: { status: 404, slug: 'trip-not-found', title: 'No such trip' },
  plan_not_found: { status: 404, slug: 'plan-not-found', title: 'No such plan' },
  stop_not_found: { status: 404, slug: 'stop-not-found', title: 'No such stop' },
  courier_not_found: { status: 404, slug: 'courier-not-found', title: 'No such courier' },
  driver_not_found: { status: 404, slug: 'driver-not-found', title: 'No such driver' },
  vehicle_not_found: { status: 404, slug: 'vehicle-not-found', title: 'No such vehicle' },
  tracker_not_found: { status: 404, slug: 'tracker-not-found', title: 'No such tracker' },
  hub_not_found: { status: 404, slug: 'hub-not-found', title: 'No such hub' },
  proof_not_found: { status: 404, slug: 'proof-not-found', title: 'No such proof' },
  endpoint_not_found: { status: 404, slug: 'endpoint-not-found', title: 'No such webhook endpoint' },
  message_not_found: { status: 404, slug: 'message-not-found', title: 'No such webhook message' },
  credential_not_found: { status: 404, slug: 'credential-not-found', title: 'No such credential' },
  offer_not_found: { status: 404, slug: 'offer-not-found', title: 'No such offer' },
  organisation_not_found: { status: 404, slug: 'organisation-not-found', title: 'No such organisation' },
  role_not_found: { status: 404, slug: 'role-not-found', title: 'No such role' },
  app_not_found: { status: 404, slug: 'app-not-found', title: 'No such app' },
  platform_not_found: { status: 404, slug: 'platform-not-found', title: 'No such platform' },
  member_not_found: { status: 404, slug: 'member-not-found', title: 'No such member' },
  service_not_found: { status: 404, slug: 'service-not-found', title: 'No such service' },
  public_order_not_found: { status: 404, slug: 'public-order-not-found', title: 'No such public order' },
  shipping_order_not_found: { status: 404, slug: 'shipping-order-not-found', title: 'No such shipping order' },
  provider_not_found: { status: 404, slug: 'provider-not-found', title: 'No such provider' },
  carrier_not_found: { status: 404, slug: 'carrier-not-found', title: 'No such carrier' },
  payment_not_found: { status: 404, slug: 'payment-not-found', title: 'No such payment' },
  call_not_found: { status: 404, slug: 'call-not-found', title: 'No such call' },
  reconciliation_not_found: { status: 404, slug: 'reconciliation-not-found', title: 'No such reconciliation' },
  illegal_transition: { status: 409, slug: 'illegal-transition', title: 'Not in this state' },
  not_cancellable: { status: 409, slug: 'not-cancellable', title: 'Not cancellable' },
  already_cancelled: { status: 409, slug: 'already-cancelled', title: 'Already cancelled' },
  partial_not_allowed: { status: 409, slug: 'partial-not-allowed', title: 'No partial delivery' },
  return_not_allowed: { status: 409, slug: 'return-not-allowed', title: 'No return' },
  already_dispatched: { status: 409, slug: 'already-dispatched', title: 'Already dispatched' },
  in_use: { status: 409, slug: 'in-use', title: 'In use' },
  vehicle_in_transit: { status: 409, slug: 'vehicle-in-transit', title: 'The vehicle is under way' },
  driver_in_transit: { status: 409, slug: 'driver-in-transit', title: 'The driver is under way' },
  offer_taken: { status: 409, slug: 'offer-taken', title: 'No longer on offer' },
  off_duty: { status: 409, slug: 'off-duty', title: 'Not on duty' },
  offer_expired: { status: 409, slug: 'offer-expired', title: 'The offer is over' },
  not_payable: { status: 409, slug: 'not-payable', title: 'Nothing is to be paid' },
  duplicate: { status: 409, slug: 'duplicate', title: 'Already there' },
  version_conflict: { status: 412, slug: 'version-conflict', title: 'Changed in the meantime' },
  position_refused: { status: 422, slug: 'position-refused', title: 'The position is refused' },
  file_refused: { status: 422, slug: 'file-refused', title: 'The file is refused' },
  url_refused: { status: 422, slug: 'url-refused', title: 'The URL is refused' },
  mail_refused: { status: 422, slug: 'mail-refused', title: 'No mail can be sent' },
  partner_unavailable: {
    status: 502,
    slug: 'partner-unavailable',
    title: 'A partner does not answer',
    retryAfter: 30,
  },
  idempotency_mismatch: { status: 422, slug: 'idempotency-mismatch', title: 'The key belongs to another request' },
  idempotency_in_progress: { status: 409, slug: 'idempotency-in-progress', title: 'Still running', retryAfter: 1 },
} as const satisfies Record<DomainErrorCode, Answer>;
