/** Asks people by mail to join an organisation, inside a transaction of the caller's: row and mail commit together. */
import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { daysToAccept, expiryOfInvitation, toEmail } from '../../domain/partner/invitation.ts';
import type { Organisation } from '../../domain/partner/organisation.ts';
import type { Role } from '../../domain/partner/roles.ts';
import { sha256 } from '../../lib/hash.ts';
import { putInvitations, type NewInvitation } from '../../store/invitation.ts';
import { knownEmails } from '../../store/member.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import { queueMail } from '../mail/queue-mail.ts';

type InvitationDeps = Pick<Deps, 'mailer' | 'newId' | 'now' | 'secrets' | 'publicUrl'>;

export interface Invite {
  readonly organisation: Pick<Organisation, 'accountId' | 'id' | 'businessName'>;
  readonly role: Role;
  /** Of the app and the member, or of the operator's key. */
  readonly invitedBy: string;
  /** And the field that each came in. */
  readonly emails: readonly { readonly email: string; readonly path: string }[];
}

export interface SentInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: Date;
}

/** The page that a mail leads to, whoever had it sent; a token follows it. */
export const invitationPath = '/gotsurge/invitations/';

/**
 * An address that is a member's gets none; an open invitation of the same address is replaced.
 * @returns those that were sent
 * @throws DomainError `invalid_input` that names the address, `mail_refused`
 */
export async function sendInvitations(
  deps: InvitationDeps,
  tx: Transaction<DB>,
  { organisation, role, invitedBy, emails }: Invite,
): Promise<readonly SentInvitation[]> {
  const { accountId } = organisation;
  const asked = [...new Set(emails.map(({ email, path }) => toEmail(email, path)))];
  // before anybody is looked up: else the answer would tell who is a member
  if (!deps.mailer) throw new DomainError('mail_refused', 'This server cannot send mail: no mail server is set up.');
  const members = await knownEmails(tx, accountId, asked);
  const createdAt = deps.now();
  const invitations = asked.filter((email) => !members.has(email)).map((email) => {
    const token = randomBytes(32).toString('base64url');
    const times = { createdAt, expiresAt: expiryOfInvitation(createdAt) };
    const row: NewInvitation = { accountId, id: deps.newId(), organisationId: organisation.id, role, email, invitedBy, tokenHash: sha256(token), ...times };
    return { row, token };
  }); // prettier-ignore
  // in one order, so that two who ask the same people do not wait for each other in a circle
  const rows = invitations.map(({ row }) => row).toSorted((a, b) => (a.email < b.email ? -1 : 1));
  if (rows.length > 0) await putInvitations(tx, rows);
  for (const { row, token } of invitations) {
    await queueMail(deps, tx, accountId, {
      to: row.email,
      subject: `Invitation to ${organisation.businessName}`,
      text: textOf(organisation.businessName, role, `${deps.publicUrl()}${invitationPath}${token}`),
    });
  }
  return invitations.map(({ row: { id, email, expiresAt } }) => ({ id, email, role, expiresAt }));
}

/** Nothing in it was chosen by the one who invites, but the name of the business: it can hold no link. */
const textOf = (businessName: string, role: Role, link: string): string =>
  `You are invited to join ${businessName} as ${role}.

Choose your name and a password here:
${link}

The link is good for ${daysToAccept} days, and once. If you do not know ${businessName}, you can forget this mail.
`;
