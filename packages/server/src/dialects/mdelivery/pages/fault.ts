/** Which page says what went wrong. */
import { DomainError, type DomainErrorCode } from '../../../domain/errors.ts';
import { toRefusal } from '../errors.ts';
import type { FaultKind } from '../words/words.ts';

/** Thrown where a page cannot go on. */
export class PageFault extends Error {
  override readonly name = 'PageFault';
  readonly kind: FaultKind;
  readonly statusCode: number;
  constructor(kind: FaultKind, statusCode: number) {
    super(`A page cannot be shown: ${kind}.`);
    this.kind = kind;
    this.statusCode = statusCode;
  }
}

export interface ShownFault {
  readonly kind: FaultKind;
  readonly status: number;
  /** Seconds; it may be tried again. */
  readonly retryAfter: number | null;
}

const kinds: Readonly<Partial<Record<DomainErrorCode, readonly [kind: FaultKind, status: number]>>> = {
  provider_not_found: ['unknown_service', 404],
  public_order_not_found: ['unknown_order', 404],
  shipping_order_not_found: ['unknown_number', 404],
  illegal_transition: ['too_early', 409],
  // all that a receiver types is judged by the pages themselves: this is what the provider has registered
  invalid_input: ['provider_setup', 502],
};

/** Seconds after which a provider may answer again. */
const breath = 30;

export function toShownFault(error: unknown): ShownFault {
  if (error instanceof PageFault) return { kind: error.kind, status: error.statusCode, retryAfter: null };
  if (error instanceof DomainError) {
    if (error.code === 'partner_unavailable') return { kind: 'provider_silent', status: 502, retryAfter: breath };
    const [kind, status] = kinds[error.code] ?? [];
    if (kind !== undefined && status !== undefined) return { kind, status, retryAfter: null };
  }
  const { status, retryAfter = null } = toRefusal(error);
  if (status === 503) return { kind: 'unavailable', status, retryAfter };
  if (status === 429) return { kind: 'too_many', status, retryAfter };
  return status < 500 ? { kind: 'bad_form', status, retryAfter } : { kind: 'ours', status, retryAfter };
}
