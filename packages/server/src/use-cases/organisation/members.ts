/** The operator's side of members: who they are, what they may do, and that they may do nothing any more. */
import { DomainError } from '../../domain/errors.ts';
import type { ManagedMember } from '../../domain/partner/member.ts';
import type { Role } from '../../domain/partner/roles.ts';
import { listMembers as selectMembers, lockMember, saveMember } from '../../store/managed-member.ts';
import { hashPassword } from '../account/passwords.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** @param organisationId of those of one organisation; null for all of the account */
export async function listMembers(
  deps: Deps,
  { accountId }: Caller,
  page: PageOf & { readonly organisationId: string | null },
): Promise<readonly ManagedMember[]> {
  return selectMembers(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. */
export interface MemberChange {
  readonly roles?: readonly Role[];
  /** Whoever is disabled cannot sign in, and what apps were allowed in this name is refused. */
  readonly disabled?: boolean;
  /** For one who has lost it. */
  readonly password?: string;
}

/**
 * It holds from the next request on; in other processes within seconds.
 * @param version that the caller saw; null to change whatever is there
 * @throws DomainError `member_not_found`, `version_conflict`, `too_many_requests`
 */
export async function changeMember(
  deps: Deps,
  caller: Caller,
  { id, version, change }: { readonly id: string; readonly version: number | null; readonly change: MemberChange },
): Promise<ManagedMember> {
  const passwordHash = change.password === undefined ? null : await hashPassword(deps, change.password);
  const changed = await transact(deps, caller, async (tx) => {
    const before = await lockMember(tx, caller.accountId, id);
    if (!before) throw new DomainError('member_not_found', 'There is no such member.');
    if (version !== null && version !== before.version) {
      throw new DomainError('version_conflict', 'The member was changed in the meantime. Read it again.');
    }
    const disabledAt = change.disabled === undefined ? before.disabledAt : endOf(before, change.disabled, deps.now());
    const after = { ...before, roles: change.roles ?? before.roles, disabledAt, version: before.version + 1 };
    await saveMember(tx, after, passwordHash);
    return after;
  });
  deps.signIns.bearers.clear();
  return changed;
}

function endOf({ disabledAt }: ManagedMember, disabled: boolean, now: Date): Date | null {
  return disabled ? (disabledAt ?? now) : null;
}
