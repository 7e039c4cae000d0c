/** Checks the e-mail address and the password that a member types on our page. */
import type { Member } from '../../domain/partner/member.ts';
import { DomainError } from '../../domain/errors.ts';
import { findMemberByEmail } from '../../store/member.ts';
import { verifyPassword } from '../account/passwords.ts';
import type { Deps } from '../deps.ts';

export interface MemberSignIn {
  readonly accountId: string;
  readonly email: string;
  readonly password: string;
}

/**
 * An unknown address takes as long as a wrong password, and is refused in the same words.
 * @throws DomainError `unauthenticated`; `too_many_requests` when too many people sign in at once
 */
export async function signInMember(
  deps: Pick<Deps, 'db' | 'passwords'>,
  { accountId, email, password }: MemberSignIn,
): Promise<Member> {
  const member = await findMemberByEmail(deps.db.of(accountId), accountId, normaliseEmail(email));
  if (!(await verifyPassword(deps, member?.passwordHash ?? null, password)) || !member) {
    throw new DomainError('unauthenticated', 'The e-mail address or the password is wrong.');
  }
  return member;
}

/** As addresses are kept and counted: whoever guesses gains nothing by capitals. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();
