/** What can be asked for. */

/** Standard scopes that the provider itself knows. */
export const standardScopes = ['openid', 'offline_access'] as const;

/** To make, read, change and cancel tasks: what a bearer of any kind needs. */
export const tasks = 'tasks';

/** Marks what came through a dialect's own door: no PKCE, a bearer of 30 days, a refresh token that stays. */
export const classic = 'classic';

export const hasScope = (scope: unknown, word: string): boolean =>
  typeof scope === 'string' && scope.split(' ').includes(word);
