/** Which tasks a caller may know of. What is outside is answered as what does not exist. */
import { DomainError } from '../errors.ts';

export interface Scope {
  /** Whose tasks; null: every organisation's. */
  readonly organisationIds: readonly string[] | null;
  /** The app that made them; null: any. */
  readonly appId: string | null;
  /** Deliveries that are no tasks, because they came another way. */
  readonly withOthers: boolean;
}

/** The operator's own keys, and the other dialects. */
export const wholeAccount: Scope = { organisationIds: null, appId: null, withOthers: true };

/** An app for a member: what this app made for the member's organisation. */
export function ofApp({ appId, organisationId }: { readonly appId: string; readonly organisationId: string }): Scope {
  return { organisationIds: [organisationId], appId, withOthers: false };
}

/** A platform as far as it reaches. */
export interface Reach {
  /** Its own organisation. */
  readonly organisationId: string;
  /** The organisations that it looks after. */
  readonly associatedIds: readonly string[];
  /** The one platform of the account where other dialects' deliveries show. */
  readonly isHome: boolean;
}

/**
 * A member of a platform's own organisation, by an app of that platform: its own tasks and those of all it looks after.
 * @param platform the app's; null where it has none.
 * @throws DomainError `forbidden` for whoever belongs to no platform, a member of an associated organisation among them
 */
export function ofPlatform(memberOrganisationId: string, platform: Reach | null): Scope {
  if (platform?.organisationId !== memberOrganisationId) {
    throw new DomainError('forbidden', 'Only members of a platform may do this.');
  }
  const organisationIds = [platform.organisationId, ...platform.associatedIds];
  return { organisationIds, appId: null, withOthers: platform.isHome };
}

/** @param task null for a delivery that is none. */
export function isInScope(
  scope: Scope,
  task: { readonly organisationId: string; readonly appId: string | null } | null,
): boolean {
  if (!task) return scope.withOthers;
  if (scope.organisationIds && !scope.organisationIds.includes(task.organisationId)) return false;
  return scope.appId === null || scope.appId === task.appId;
}
