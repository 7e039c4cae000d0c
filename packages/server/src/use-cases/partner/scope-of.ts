/** Which tasks the bearer of a token may know of. */
import { ofApp, ofPlatform, type Scope } from '../../domain/partner/scope.ts';
import { findAssociatedIds } from '../../store/associated-organisations.ts';
import type { Deps } from '../deps.ts';
import type { Bearer } from '../oauth/authenticate-bearer.ts';

type Reaching = Pick<Bearer, 'account' | 'app' | 'platform' | 'member'>;

/** What the app made for the member's organisation. */
export function scopeOfApp({ app, member }: Pick<Bearer, 'app' | 'member'>): Scope {
  return ofApp({ appId: app.id, organisationId: member.organisation.id });
}

/**
 * A platform's own tasks, those of the organisations that it looks after and, at home, the account's other deliveries.
 * `organisationIds` begins with the platform's own.
 * @throws DomainError `forbidden` for whoever is no member of the platform's own organisation, or has an app without one
 */
export async function scopeOfPlatform(deps: Pick<Deps, 'db'>, { account, platform, member }: Reaching): Promise<Scope> {
  const { id } = member.organisation;
  // refused before anything is read
  ofPlatform(id, platform && { ...platform, associatedIds: [] });
  if (!platform) throw new Error('There is a scope and no platform.');
  const associatedIds = await findAssociatedIds(deps.db.of(account.id), account.id, platform.id);
  return ofPlatform(id, { ...platform, associatedIds });
}
