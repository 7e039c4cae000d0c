/** The one error of the core: a stable code, a sentence for people, and where the fault lies. It knows no HTTP. */

/** Every way the core can refuse, by its kind. A dialect answers the kinds, and single codes where it has words for them. */
const codesByKind = {
  input: ['invalid_input', 'position_refused', 'file_refused', 'url_refused', 'mail_refused'],
  identity: ['unauthenticated', 'bad_signature', 'encryption_required', 'invalid_grant'],
  permission: ['forbidden', 'service_not_allowed'],
  rate: ['too_many_requests'],
  missing: [
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
  ],
  state: [
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
    'duplicate',
    'version_conflict',
    'partner_unavailable',
    'idempotency_mismatch',
    'idempotency_in_progress',
  ],
  rule: ['rule_refused', 'claim_refused'],
} as const;

export type RefusalKind = keyof typeof codesByKind;
export type DomainErrorCode = (typeof codesByKind)[RefusalKind][number];
export const domainErrorCodes: readonly DomainErrorCode[] = Object.values(codesByKind).flat();

/** One answer for each code. @param own of codes that are answered otherwise than their kind. */
export function answerEach<A>(
  ofKind: Readonly<Record<RefusalKind, A>>,
  own: Readonly<Partial<Record<DomainErrorCode, A>>> = {},
): Readonly<Record<DomainErrorCode, A>> {
  const kinds = Object.entries(codesByKind) as readonly [RefusalKind, readonly DomainErrorCode[]][]; // of the constant above
  const answers = kinds.flatMap(([kind, codes]) => codes.map((code) => [code, own[code] ?? ofKind[kind]]));
  return Object.fromEntries(answers) as Record<DomainErrorCode, A>; // every code has a kind
}

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
