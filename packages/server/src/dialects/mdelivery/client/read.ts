/** Reads what a provider's system answers. What its document does not say is not understood, and never guessed. */
import { Senseless } from '../../../lib/foreign-json.ts';
import type { ReadAnswer } from '../../../use-cases/partner-call/partner-calls.ts';
import { readChanges } from './read-changes.ts';
import { readDetails } from './read-details.ts';

const readers: Readonly<Record<string, (status: number, text: string) => unknown>> = {
  get_details: (_status, text) => readDetails(text),
  // nothing has changed
  get_changes: (status, text) => (status === 204 ? [] : readChanges(text)),
  put_status: () => null,
};

/** The document says 200 in one place and 204 in another. */
const successes: readonly number[] = [200, 204];
/** Not of this call, but of who we are or of the moment: another try may fare better. */
const mayPass: readonly number[] = [401, 403, 408, 421, 425, 429];

export function read(operation: string, { status, text }: { readonly status: number; readonly text: string }): ReadAnswer {
  const reader = readers[operation];
  if (!reader) throw new Error(`MDelivery has no operation ${operation}.`);
  if (!successes.includes(status)) {
    const refused = status >= 400 && status < 500 && !mayPass.includes(status);
    return { outcome: refused ? 'refused' : 'retry', words: `answered ${status}${faultCodeOf(text)}.` };
  }
  try {
    return { outcome: 'done', answer: reader(status, text) };
  } catch (error) {
    if (!(error instanceof Senseless)) throw error;
    return { outcome: 'retry', words: `makes no sense: ${error.message}` };
  }
} // prettier-ignore

/** One of the two that are documented. Whatever else stands there may be personal. */
function faultCodeOf(text: string): string {
  const [code] = /\b(AuthenticationFailed|InvalidParameter)\b/.exec(text.slice(0, 2000)) ?? [];
  return code === undefined ? '' : `, ${code}`;
}
