/** The native answer to every way in which the core can refuse. */
import { answerEach, domainErrorCodes, type DomainErrorCode } from '../../domain/errors.ts';

interface Status {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 422 | 429 | 502;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}

export interface Answer extends Status {
  /** End of the problem's type; it does not change. */
  readonly slug: string;
  readonly title: string;
}

const statuses = answerEach<Status>(
  {
    input: { status: 422 },
    identity: { status: 401 },
    permission: { status: 403 },
    rate: { status: 429, retryAfter: 1 },
    missing: { status: 404 },
    state: { status: 409 },
    rule: { status: 422 },
  },
  {
    version_conflict: { status: 412 },
    partner_unavailable: { status: 502, retryAfter: 30 },
    idempotency_mismatch: { status: 422 },
    idempotency_in_progress: { status: 409, retryAfter: 1 },
  },
);

const titles = {
  invalid_input: 'The input is refused',
  unauthenticated: 'Sign in',
  bad_signature: 'The signature is wrong',
  encryption_required: 'The body has to be encrypted',
  invalid_grant: 'The grant is not valid',
  forbidden: 'Not allowed',
  service_not_allowed: 'Not your service',
  too_many_requests: 'Too many requests',
  delivery_not_found: 'No such delivery',
  trip_not_found: 'No such trip',
  plan_not_found: 'No such plan',
  stop_not_found: 'No such stop',
  courier_not_found: 'No such courier',
  driver_not_found: 'No such driver',
  vehicle_not_found: 'No such vehicle',
  tracker_not_found: 'No such tracker',
  hub_not_found: 'No such hub',
  proof_not_found: 'No such proof',
  endpoint_not_found: 'No such webhook endpoint',
  message_not_found: 'No such webhook message',
  credential_not_found: 'No such credential',
  offer_not_found: 'No such offer',
  organisation_not_found: 'No such organisation',
  role_not_found: 'No such role',
  app_not_found: 'No such app',
  platform_not_found: 'No such platform',
  member_not_found: 'No such member',
  service_not_found: 'No such service',
  public_order_not_found: 'No such public order',
  shipping_order_not_found: 'No such shipping order',
  provider_not_found: 'No such provider',
  carrier_not_found: 'No such carrier',
  payment_not_found: 'No such payment',
  call_not_found: 'No such call',
  reconciliation_not_found: 'No such reconciliation',
  store_not_found: 'No such store',
  subscription_plan_not_found: 'No such subscription plan',
  subscriber_not_found: 'No such subscriber',
  subscription_order_not_found: 'No such subscription order',
  bill_not_found: 'No such bill',
  fulfilment_not_found: 'No such fulfilment',
  product_not_found: 'No such insurance product',
  policy_not_found: 'No such policy',
  claim_not_found: 'No such claim',
  insurer_not_found: 'No such insurer',
  insurance_rule_not_found: 'No such insurance rule',
  illegal_transition: 'Not in this state',
  not_cancellable: 'Not cancellable',
  already_cancelled: 'Already cancelled',
  partial_not_allowed: 'No partial delivery',
  return_not_allowed: 'No return',
  already_dispatched: 'Already dispatched',
  in_use: 'In use',
  vehicle_in_transit: 'The vehicle is under way',
  driver_in_transit: 'The driver is under way',
  offer_taken: 'No longer on offer',
  off_duty: 'Not on duty',
  offer_expired: 'The offer is over',
  not_payable: 'Nothing is to be paid',
  policy_not_cancellable: 'The policy stays',
  rule_refused: 'A rule refuses it',
  claim_refused: 'No claim can be made',
  duplicate: 'Already there',
  version_conflict: 'Changed in the meantime',
  position_refused: 'The position is refused',
  file_refused: 'The file is refused',
  url_refused: 'The URL is refused',
  mail_refused: 'No mail can be sent',
  partner_unavailable: 'A partner does not answer',
  idempotency_mismatch: 'The key belongs to another request',
  idempotency_in_progress: 'Still running',
} as const satisfies Record<DomainErrorCode, string>;

export const answers = Object.fromEntries(
  domainErrorCodes.map((code) => [code, { ...statuses[code], slug: code.replaceAll('_', '-'), title: titles[code] }]),
) as Readonly<Record<DomainErrorCode, Answer>>; // each code is there
