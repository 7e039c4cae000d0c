/** The revision of a task: how often it was changed, and eight characters that nobody guesses right by counting. */
import { sha256 } from '../../lib/hash.ts';

/** As in the document's sample `0-xxxxxxxx`; the first is 0. @param version of the delivery, 1 for the first. */
export function toVersionRev({ id, version }: { readonly id: string; readonly version: number }): string {
  const tail = sha256(`${id}${version}`).toString('hex').slice(0, 8);
  return `${version - 1}-${tail}`;
}
