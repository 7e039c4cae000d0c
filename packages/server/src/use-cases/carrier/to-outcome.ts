/** Whether a carrier's refusal is its last word. */
import { DomainError } from '../../domain/errors.ts';
import type { CallOutcome } from '../partner-call/partner-calls.ts';

/** What is no refusal of the core is a fault of ours, and thrown on. */
export async function toOutcome(call: () => Promise<CallOutcome>): Promise<CallOutcome> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const words = error.message;
    return error.code === 'partner_unavailable'
      ? { outcome: 'retry', status: null, words, after: null }
      : { outcome: 'refused', status: null, words };
  }
}
