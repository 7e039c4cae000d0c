/** Whether a carrier's refusal is its last word. */
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import type { CallOutcome } from '../partner-call/partner-calls.ts';

/** A waybill may be known to the carrier's makers before it is to those who answer for it. */
const mayPass: readonly DomainErrorCode[] = ['partner_unavailable', 'delivery_not_found'];

/** What is no refusal of the core is a fault of ours, and thrown on. */
export async function toOutcome(call: () => Promise<CallOutcome>): Promise<CallOutcome> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const words = error.message;
    return mayPass.includes(error.code)
      ? { outcome: 'retry', status: null, words, after: null }
      : { outcome: 'refused', status: null, words };
  }
}
