/** What a platform does with the organisations that it looks after: it makes, lists and reads them. */
import { DomainError } from '../../domain/errors.ts';
import type { Organisation } from '../../domain/partner/organisation.ts';
import {
  countManaged,
  findOrganisation,
  listManaged,
  listRoles as selectRoles,
  type OrganisationRole,
} from '../../store/organisation.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { makeOrganisation } from './make-organisation.ts';
import type { ActingPlatform } from './require-platform.ts';

export type { OrganisationRole };

/** @throws DomainError `invalid_input` (the name's rules), `duplicate` */
export async function createAssociated(
  deps: Deps,
  caller: Caller,
  { accountId, platformId }: ActingPlatform,
  businessName: string,
): Promise<Organisation> {
  return transact(deps, caller, (tx) => makeOrganisation(deps, tx, { accountId, businessName, platformId }));
}

export interface PageNumber {
  /** 1 for the first. */
  readonly page: number;
  readonly perPage: number;
}

/** Without its own, oldest first. @returns one page, and how many there are on all of them */
export async function listAssociated(
  deps: Deps,
  platform: ActingPlatform,
  { page, perPage }: PageNumber,
): Promise<{ readonly organisations: readonly Organisation[]; readonly total: number }> {
  const db = deps.db.of(platform.accountId);
  // a page beyond what can be counted is as empty as the one before it
  const offset = Math.min((page - 1) * perPage, Number.MAX_SAFE_INTEGER);
  const [organisations, total] = await Promise.all([
    listManaged(db, platform, { offset, limit: perPage }),
    countManaged(db, platform),
  ]);
  return { organisations, total };
}

/** One that it looks after, or its own. @throws DomainError `organisation_not_found`, also for others of the account */
export async function getManaged(
  deps: Pick<Deps, 'db'>,
  { accountId, platformId, organisationId }: ActingPlatform,
  id: string,
): Promise<Organisation> {
  const one = await findOrganisation(deps.db.of(accountId), accountId, id);
  if (!one || (one.platformId !== platformId && one.id !== organisationId)) {
    throw new DomainError('organisation_not_found', 'There is no such organisation.');
  }
  return one;
}

/** What people can be invited as. @throws DomainError `organisation_not_found` */
export async function listRoles(
  deps: Pick<Deps, 'db'>,
  platform: ActingPlatform,
  id: string,
): Promise<readonly OrganisationRole[]> {
  const { accountId } = await getManaged(deps, platform, id);
  return selectRoles(deps.db.of(accountId), accountId, id);
}
