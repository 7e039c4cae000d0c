/** Reads what an insurer's system answers. What its document does not say is not understood, and never guessed. */
import { fieldsOf, readJson, Senseless, words, wordsOrNull, type Fields } from '../../../lib/foreign-json.ts';
import type { PolicyGiven } from '../../../use-cases/coverage/insurer-calls.ts';
import type { ReadAnswer } from '../../../use-cases/partner-call/partner-calls.ts';

/** The same content under the same number is no conflict, and a rule of the product stays one: no other try fares better. */
const final: readonly number[] = [409, 422];

export function read(operation: string, { status, text }: { readonly status: number; readonly text: string }): ReadAnswer {
  if (status !== 200) return { outcome: final.includes(status) ? 'refused' : 'retry', words: refusal(status, text) };
  try {
    const answer = fieldsOf(readJson(text), 'the answer');
    if (answer['status'] === 'error') return { outcome: 'refused', words: refusal(status, text) };
    if (answer['status'] !== 'success') throw new Senseless('status is no word of the document.');
    return { outcome: 'done', answer: operation === 'submit' ? readPolicy(answer) : null };
  } catch (error) {
    if (!(error instanceof Senseless)) throw error;
    return { outcome: 'retry', words: `makes no sense: ${error.message}` };
  }
} // prettier-ignore

function readPolicy(answer: Fields): PolicyGiven {
  return { policyNumber: words(answer, 'policy_id', 100), certificateUrl: readLink(answer) };
}

/** Somebody will click on it. */
function readLink(answer: Fields): string | null {
  const link = wordsOrNull(answer, 'url_certificate', 1000);
  if (link !== null && !/^https?:$/.test(URL.parse(link)?.protocol ?? '')) {
    throw new Senseless('url_certificate is no link.');
  }
  return link;
}

/** With the insurer's own reason, where it gives one. */
function refusal(status: number, text: string): string {
  const reason = reasonIn(text);
  return reason === null ? `answered ${status}.` : `answered ${status}: ${reason}`;
}

function reasonIn(text: string): string | null {
  try {
    return wordsOrNull(fieldsOf(readJson(text), 'the answer'), 'message', 500);
  } catch (error) {
    if (!(error instanceof Senseless)) throw error;
    return null;
  }
}
