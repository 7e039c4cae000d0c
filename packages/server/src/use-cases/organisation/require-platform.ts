/** Who asks in the name of a platform, and whether their role allows it. */
import { requireRole, type Role } from '../../domain/partner/roles.ts';
import { ofPlatform } from '../../domain/partner/scope.ts';
import type { Bearer } from '../oauth/authenticate-bearer.ts';

/** A platform as whoever acts for it knows it. */
export interface ActingPlatform {
  readonly accountId: string;
  readonly platformId: string;
  /** Its own organisation. */
  readonly organisationId: string;
}

/**
 * The platform of an app and of the member that it acts for.
 * @throws DomainError `forbidden`: they have no platform, or the member none of the roles
 */
export function requirePlatform({ account, platform, member }: Bearer, allowed: readonly Role[]): ActingPlatform {
  // those that it looks after say nothing here: they are asked for by the platform's id
  const { organisationIds } = ofPlatform(member.organisation.id, platform && { ...platform, associatedIds: [] });
  requireRole(member.roles, allowed);
  if (!platform || !organisationIds) throw new Error('A scope of no platform.');
  return { accountId: account.id, platformId: platform.id, organisationId: platform.organisationId };
}
