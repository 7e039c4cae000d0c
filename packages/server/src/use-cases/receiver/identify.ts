/** A receiver says who they are, by the number of the state's register that the order names. */
import type { GuessLimit } from '../../lib/guess-limit.ts';
import { sha256 } from '../../lib/hash.ts';
import type { ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import type { Deps } from '../deps.ts';
import { openSession, type OpenSession } from './session.ts';

/** Wrong numbers of one order that cost nothing. */
export const freeGuesses = 5;

export type Identified =
  | { readonly kind: 'known'; readonly opened: OpenSession }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

export interface Claim {
  /** IDNP or IDNO as it was typed; blanks do not count. */
  readonly typed: string;
  /** As the order has it. */
  readonly receiverId: string;
  /** Of the browser. */
  readonly address: string;
}

/** @param replaced the session of the same browser that knew nobody */
export async function identify(
  deps: Deps,
  guesses: GuessLimit,
  of: Pick<ReceiverSession, 'accountId' | 'serviceId' | 'orderId' | 'draft'>,
  { typed, receiverId, address }: Claim,
  replaced: ReceiverSession | null,
): Promise<Identified> {
  const order = `${of.serviceId} ${of.orderId}`;
  const waitMs = guesses.wait(order, address);
  if (waitMs > 0) return { kind: 'wait', seconds: Math.ceil(waitMs / 1000) };
  // as hashes: how long the comparison takes says nothing
  if (!sha256(typed.replaceAll(/\s/g, '')).equals(sha256(receiverId))) {
    guesses.failed(order);
    return { kind: 'wrong' };
  }
  guesses.succeeded(order, address);
  return { kind: 'known', opened: await openSession(deps, { ...of, identified: true }, replaced) };
}
