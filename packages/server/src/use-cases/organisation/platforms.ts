/** Platforms: the operator makes them, each with an organisation of its own and somebody who is asked to run it. */
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Organisation, Platform } from '../../domain/partner/organisation.ts';
import { findPlatform, insertPlatform, listPlatforms as selectPlatforms } from '../../store/platform.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sendInvitations, type SentInvitation } from '../invitation/send-invitations.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { makeOrganisation } from './make-organisation.ts';

export interface NewPlatform {
  readonly name: string;
  /** Of its own organisation. */
  readonly businessName: string;
  /** Who is invited as its first OrgAdmin. */
  readonly adminEmail: string;
  /** Deliveries that came another way show with its tasks. */
  readonly isHome: boolean;
}

export interface MadePlatform {
  readonly platform: Platform;
  readonly organisation: Organisation;
  readonly invitation: SentInvitation;
}

/**
 * @throws DomainError `invalid_input`, `duplicate` (name of the business, a second home, an address that is a member's),
 * `mail_refused`
 */
export async function createPlatform(
  deps: Deps,
  caller: Caller,
  { name, businessName, adminEmail, isHome }: NewPlatform,
): Promise<MadePlatform> {
  const { accountId, actor: invitedBy } = caller;
  return transact(deps, caller, async (tx) => {
    const organisation = await makeOrganisation(deps, tx, { accountId, businessName, platformId: null });
    const id = deps.newId();
    const { id: organisationId, createdAt } = organisation;
    const platform: Platform = { accountId, id, name, organisationId, isHome, createdAt };
    if (!(await insertPlatform(tx, platform))) {
      throw duplicate('isHome', 'Another platform is the home of the account already.');
    }
    const emails = [{ email: adminEmail, path: 'adminEmail' }];
    const [invitation] = await sendInvitations(deps, tx, { organisation, role: 'OrgAdmin', invitedBy, emails });
    if (!invitation) throw duplicate('adminEmail', 'The address belongs to a member of the account already.');
    return { platform, organisation, invitation };
  });
}

/** @throws DomainError `platform_not_found` */
export async function getPlatform(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<Platform> {
  const platform = await findPlatform(deps.db.of(accountId), accountId, id);
  if (!platform) throw new DomainError('platform_not_found', 'There is no such platform.');
  return platform;
}

export async function listPlatforms(deps: Deps, { accountId }: Caller, page: PageOf): Promise<readonly Platform[]> {
  return selectPlatforms(deps.db.of(accountId), accountId, page);
}
