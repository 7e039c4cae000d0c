/** The operator's side of organisations: every one of the account, and what was agreed with it. */
import { DomainError, duplicate } from '../../domain/errors.ts';
import {
  checkTerms,
  notUnique,
  toBusinessName,
  type Organisation,
  type Terms,
} from '../../domain/partner/organisation.ts';
import {
  findOrganisation,
  listOrganisations as selectOrganisations,
  lockOrganisation,
  saveOrganisation,
} from '../../store/organisation.ts';
import { violates } from '../../store/violation.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** @param platformId of those that one platform looks after; null for all, platforms' own among them */
export async function listOrganisations(
  deps: Deps,
  { accountId }: Caller,
  { platformId, ...page }: PageOf & { readonly platformId: string | null },
): Promise<readonly Organisation[]> {
  return selectOrganisations(deps.db.of(accountId), accountId, { ...page, platformId });
}

/** @throws DomainError `organisation_not_found` */
export async function getOrganisation(deps: Deps, { accountId }: Caller, id: string): Promise<Organisation> {
  return (await findOrganisation(deps.db.of(accountId), accountId, id)) ?? notFound();
}

/** A field that is not given stays as it is. */
export interface OrganisationChange {
  readonly businessName?: string;
  readonly squadCode?: string | null;
  readonly isQa?: boolean;
  readonly terms?: Partial<Terms>;
}

export interface OrganisationUpdate {
  readonly id: string;
  /** The version that the caller saw; null to change whatever is there. */
  readonly version: number | null;
  readonly change: OrganisationChange;
}

/** @throws DomainError `organisation_not_found`, `version_conflict`, `invalid_input`, `duplicate` */
export async function changeOrganisation(
  deps: Deps,
  caller: Caller,
  { id, version, change: { businessName, terms, ...change } }: OrganisationUpdate,
): Promise<Organisation> {
  const name = businessName === undefined ? {} : { businessName: toBusinessName(businessName) };
  try {
    return await transact(deps, caller, async (tx) => {
      const before = (await lockOrganisation(tx, caller.accountId, id)) ?? notFound();
      if (version !== null && version !== before.version) {
        throw new DomainError('version_conflict', 'The organisation was changed in the meantime. Read it again.');
      }
      const after: Organisation = {
        ...before,
        ...change,
        ...name,
        terms: { ...before.terms, ...terms },
        version: before.version + 1,
        updatedAt: deps.now(),
      };
      checkTerms(after.terms);
      await saveOrganisation(tx, after);
      return after;
    });
  } catch (error) {
    throw violates(error, 'organisation_name') ? duplicate('businessName', notUnique) : error;
  } finally {
    // bearers know their organisation by its name
    deps.signIns.bearers.clear();
  }
}

function notFound(): never {
  throw new DomainError('organisation_not_found', 'There is no such organisation.');
}
