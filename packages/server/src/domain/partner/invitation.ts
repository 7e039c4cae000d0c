/** Invitations: who was asked to join which organisation, and for how long the link is good. */
import { invalid } from '../errors.ts';
import type { Role } from './roles.ts';

export interface Invitation {
  readonly accountId: string;
  readonly id: string;
  readonly organisationId: string;
  readonly role: Role;
  /** In lower case. */
  readonly email: string;
  /** The app and the member, or the operator's key. */
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
}

export const daysToAccept = 7;

export function expiryOfInvitation(now: Date): Date {
  return new Date(now.getTime() + daysToAccept * 24 * 3_600_000);
}

/** An invitation is good once, and until it expires. */
export function isOpen({ acceptedAt, expiresAt }: Pick<Invitation, 'acceptedAt' | 'expiresAt'>, now: Date): boolean {
  return acceptedAt === null && now < expiresAt;
}

/** What mail servers take without an extension, and no address that could be two. */
const address = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/;
const longestAddress = 254;

/**
 * In lower case, without space around it.
 * @throws DomainError `invalid_input` on the path
 */
export function toEmail(text: string, path = 'email'): string {
  const email = text.trim().toLowerCase();
  if (email.length > longestAddress || !address.test(email)) throw invalid(path, 'This is no e-mail address.');
  return email;
}

export const passwordLength = { least: 8, most: 256 } as const;
export const longestMemberName = 100;

export interface NewMemberFaults {
  readonly name: string | null;
  readonly password: string | null;
}

/** What is wrong with what somebody typed who joins; null where nothing is. */
export function faultsOfNewMember({
  name,
  password,
}: {
  readonly name: string;
  readonly password: string;
}): NewMemberFaults {
  const { least, most } = passwordLength;
  return {
    name: nameFault(name),
    password:
      password.length < least || password.length > most
        ? `Choose a password of ${least} to ${most} characters.`
        : password.includes('\0')
          ? 'The password holds a character that nobody can type.'
          : null,
  };
}

function nameFault(name: string): string | null {
  if (name === '') return 'Type your name.';
  if (name.length > longestMemberName) return `Your name may have ${longestMemberName} characters at most.`;
  return /\p{Cc}|\p{Cs}/u.test(name) ? 'Your name holds a character that cannot be shown.' : null;
}
