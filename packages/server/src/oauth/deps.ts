/** What the authorization server needs. */
import type { Deps } from '../use-cases/deps.ts';

export interface OAuthDeps extends Pick<Deps, 'db' | 'now' | 'log' | 'passwords' | 'secrets' | 'signIns'> {
  /** Where partners and browsers reach us, without a slash at the end. Known once the server listens. */
  readonly publicUrl: () => string;
}
