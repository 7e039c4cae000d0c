/** The one error of the core: a stable code, a sentence for people, and where the fault lies. It knows no HTTP. */

/** Every way the core can refuse. A dialect has a total table from these codes to its own answers. */
export const domainErrorCodes = [
  'invalid_input',
  'unauthenticated',
  'bad_signature',
  'encryption_required',
  'invalid_grant',
  'forbidden',
  'service_not_allowed',
  'too_many_requests',
  'delivery_not_found',
  'trip_not_found',
  'plan_not_found',
  'stop_not_found',
  'courier_not_found',
  'driver_not_found',
  'vehicle_not_found',
  'tracker_not_found',
  'hub_not_found',
  'proof_not_found',
  'endpoint_not_found',
  'message_not_found',
  'credential_not_found',
  'offer_not_found',
  'organisation_not_found',
  'role_not_found',
  'app_not_found',
  'platform_not_found',
  'member_not_found',
  'service_not_found',
  'public_order_not_found',
  'shipping_order_not_found',
  'provider_not_found',
  'carrier_not_found',
  'payment_not_found',
  'call_not_found',
  'reconciliation_not_found',
  'store_not_found',
  'subscription_plan_not_found',
  'subscriber_not_found',
  'subscription_order_not_found',
  'bill_not_found',
  'fulfilment_not_found',
  'product_not_found',
  'policy_not_found',
  'claim_not_found',
  'insurer_not_found',
  'insurance_rule_not_found',
  'illegal_transition',
  'not_cancellable',
  'already_cancelled',
  'partial_not_allowed',
  'return_not_allowed',
  'already_dispatched',
  'in_use',
  'vehicle_in_transit',
  'driver_in_transit',
  'offer_taken',
  'off_duty',
  'offer_expired',
  'not_payable',
  'policy_not_cancellable',
  'rule_refused',
  'claim_refused',
  'duplicate',
  'version_conflict',
  'position_refused',
  'file_refused',
  'url_refused',
  'mail_refused',
  'partner_unavailable',
  'idempotency_mismatch',
  'idempotency_in_progress',
] as const;
export type DomainErrorCode = (typeof domainErrorCodes)[number];

/** One fault in the input. `path` names the field in the core's words; a dialect renames it to its own. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Thrown by domain and use-cases; nothing else is expected to cross into a dialect. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly faults: readonly Fault[];

  /** @param message says what is wrong and, where it can, what to do; it may be shown to a partner. */
  constructor(code: DomainErrorCode, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.faults = faults;
  }
}

/** Refuses what the account has already; the field holds the number or name that is taken. */
export function duplicate(path: string, message: string, fault = message): DomainError {
  return new DomainError('duplicate', message, [{ path, message: fault }]);
}

/** Refuses one input field. */
export function invalid(path: string, message: string): DomainError {
  return new DomainError('invalid_input', message, [{ path, message }]);
}
