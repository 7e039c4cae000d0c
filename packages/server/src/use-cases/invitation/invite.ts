/** Invites people to an organisation: in the name of a platform, or of the operator. */
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Role } from '../../domain/partner/roles.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { getManaged, listRoles } from '../organisation/associated.ts';
import { getOrganisation } from '../organisation/organisations.ts';
import type { ActingPlatform } from '../organisation/require-platform.ts';
import { transact } from '../transact.ts';
import { sendInvitations, type Invite, type SentInvitation } from './send-invitations.ts';

export interface PlatformInvite {
  readonly organisationId: string;
  /** One of the organisation's roles. */
  readonly roleId: string;
  readonly emails: Invite['emails'];
}

/**
 * Says nothing of who was a member before: nobody learns from it whose address is known here.
 * @throws DomainError `organisation_not_found`, `role_not_found`, `invalid_input`, `mail_refused`
 */
export async function inviteForPlatform(
  deps: Deps,
  caller: Caller,
  platform: ActingPlatform,
  { organisationId, roleId, emails }: PlatformInvite,
): Promise<null> {
  const organisation = await getManaged(deps, platform, organisationId);
  const role = (await listRoles(deps, platform, organisationId)).find(({ id }) => id === roleId);
  if (!role) throw new DomainError('role_not_found', 'The organisation has no such role.');
  const invite = { organisation, role: role.name, invitedBy: caller.actor, emails };
  return transact(deps, caller, async (tx) => {
    await sendInvitations(deps, tx, invite);
    return null;
  });
}

/**
 * The operator may know who is a member.
 * @throws DomainError `organisation_not_found`, `invalid_input`, `duplicate`, `mail_refused`
 */
export async function inviteForOperator(
  deps: Deps,
  caller: Caller,
  { organisationId, email, role }: { readonly organisationId: string; readonly email: string; readonly role: Role },
): Promise<SentInvitation> {
  const organisation = await getOrganisation(deps, caller, organisationId);
  const emails = [{ email, path: 'email' }];
  return transact(deps, caller, async (tx) => {
    const [sent] = await sendInvitations(deps, tx, { organisation, role, invitedBy: caller.actor, emails });
    if (!sent) throw duplicate('email', 'The address belongs to a member of the account already.');
    return sent;
  });
}
