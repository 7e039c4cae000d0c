/** Makes an organisation with its roles, inside a transaction of the caller's. */
import type { Transaction } from 'kysely';
import { duplicate } from '../../domain/errors.ts';
import { noTerms, notUnique, toBusinessName, type Organisation } from '../../domain/partner/organisation.ts';
import { roles } from '../../domain/partner/roles.ts';
import { insertOrganisation, insertRoles } from '../../store/organisation.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';

export interface NewOrganisation {
  readonly accountId: string;
  readonly businessName: string;
  /** Who looks after it; null for a platform's own. */
  readonly platformId: string | null;
}

/** @throws DomainError `invalid_input` (the name's rules), `duplicate` */
export async function makeOrganisation(
  deps: Pick<Deps, 'newId' | 'now'>,
  tx: Transaction<DB>,
  { accountId, businessName, platformId }: NewOrganisation,
): Promise<Organisation> {
  const now = deps.now();
  const one: Organisation = {
    accountId,
    id: deps.newId(),
    version: 1,
    businessName: toBusinessName(businessName),
    platformId,
    squadCode: null,
    isQa: false,
    terms: noTerms,
    createdAt: now,
    updatedAt: now,
  };
  if (!(await insertOrganisation(tx, one))) throw duplicate('businessName', notUnique);
  await insertRoles(tx, accountId, one.id, roles.map((name) => ({ id: deps.newId(), name }))); // prettier-ignore
  return one;
}
