/** Who may do what under /platform, and how far a platform reaches. */
import type { FastifyRequest } from 'fastify';
import { requireRole, type Role } from '../../domain/partner/roles.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import type { Deps } from '../../use-cases/deps.ts';
import { scopeOfPlatform } from '../../use-cases/partner/scope-of.ts';
import { bearerOf } from './auth.ts';

/** Only Platform Partner's OrgAdmin is authorized. */
export const admins: readonly Role[] = ['OrgAdmin'];

/** The document names the OrgAdmin in one place and the Merchant in another: both may. */
export const merchants: readonly Role[] = ['OrgAdmin', 'Merchant'];

/** @throws DomainError `forbidden` without one of the roles, and for whoever is no member of the app's platform */
export async function platformScope(deps: Deps, request: FastifyRequest, roles: readonly Role[]): Promise<Scope> {
  const bearer = bearerOf(request);
  requireRole(bearer.member.roles, roles);
  return scopeOfPlatform(deps, bearer);
}
