/** Makes and checks hashes of passwords, unless too many are at work: each costs a core for a while. */
import { DomainError } from '../../domain/errors.ts';
import { PasswordQueueFull } from '../../lib/passwords.ts';
import type { Deps } from '../deps.ts';

type Hashing = Pick<Deps, 'passwords'>;

/** @throws DomainError `too_many_requests` */
export async function hashPassword({ passwords }: Hashing, password: string): Promise<string> {
  return unlessBusy(passwords.hash(password));
}

/**
 * @param hash null for somebody who is not there: it takes as long, and is false
 * @throws DomainError `too_many_requests`
 */
export async function verifyPassword({ passwords }: Hashing, hash: string | null, password: string): Promise<boolean> {
  return unlessBusy(passwords.verify(hash, password));
}

async function unlessBusy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PasswordQueueFull)) throw error;
    throw new DomainError('too_many_requests', 'Too many people sign in at once. Try again in a few seconds.');
  }
}
