/** What the page of an invitation does: it finds out what the link is good for, and makes a member of who follows it. */
import { isOpen, type Invitation } from '../../domain/partner/invitation.ts';
import { sha256 } from '../../lib/hash.ts';
import { acceptInvitation as markAccepted, findInvitation, lockInvitation } from '../../store/invitation.ts';
import { insertMember } from '../../store/member.ts';
import { findOrganisation } from '../../store/organisation.ts';
import { hashPassword } from '../account/passwords.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

/** An invitation that is still good, and to what. */
export interface OpenInvitation {
  readonly invitation: Invitation;
  readonly businessName: string;
}

/** Null for a link that is unknown, used, replaced or too old: nobody learns which. */
export async function readInvitation(deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<OpenInvitation | null> {
  const invitation = await findInvitation(deps.db.anyone, sha256(token));
  if (!invitation || !isOpen(invitation, deps.now())) return null;
  const { accountId, organisationId } = invitation;
  const organisation = await findOrganisation(deps.db.of(accountId), accountId, organisationId);
  return organisation && { invitation, businessName: organisation.businessName };
}

export interface NewPerson {
  readonly name: string;
  readonly password: string;
}

/**
 * Of two who press the button at once one becomes the member. Name and password were checked before.
 * @returns null when the link is no longer good
 * @throws DomainError `too_many_requests`
 */
export async function acceptInvitation(
  deps: Pick<Deps, 'db' | 'newId' | 'now' | 'passwords'>,
  token: string,
  { name, password }: NewPerson,
): Promise<OpenInvitation | null> {
  const seen = await readInvitation(deps, token);
  if (!seen) return null;
  const passwordHash = await hashPassword(deps, password);
  const { accountId } = seen.invitation;
  const caller = { accountId, actor: name, credentialId: null };
  return transact(deps, caller, async (tx) => {
    const invitation = await lockInvitation(tx, accountId, sha256(token));
    const at = deps.now();
    if (!invitation || !isOpen(invitation, at)) return null;
    const { organisationId, email, role } = invitation;
    const memberId = deps.newId();
    const member = { accountId, id: memberId, organisationId, email, name, roles: [role], passwordHash };
    if (!(await insertMember(tx, member))) return null;
    await markAccepted(tx, invitation, { memberId, at });
    return { ...seen, invitation };
  });
}
