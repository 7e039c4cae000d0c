/** What dialects ask of the authorization server, for clients that speak of it in words of their own. */

export interface AuthorizationServer {
  /**
   * Where a browser goes for a member's consent without PKCE, which the older clients of a dialect do not know.
   * Absolute, under the public URL.
   */
  readonly classicUrl: (ask: {
    readonly clientKey: string;
    readonly redirectUrl: string;
    readonly state: string | null;
  }) => string;
  /**
   * Exchanges a code that was asked for at `classicUrl`. A code that comes twice ends what it gave.
   * @throws DomainError `invalid_grant`: the code is not good; `unauthenticated`: key or secret are not
   */
  readonly exchange: (ask: {
    readonly clientKey: string;
    readonly secretKey: string;
    readonly code: string;
  }) => Promise<{ readonly bearerToken: string; readonly refreshToken: string }>;
  /**
   * A new bearer for a refresh token of `exchange` or `issue`, which stays good: no secret is asked for it.
   * @throws DomainError `invalid_grant`
   */
  readonly refresh: (ask: {
    readonly clientKey: string;
    readonly refreshToken: string;
  }) => Promise<{ readonly bearerToken: string }>;
  /**
   * Tokens as of `exchange` for a member who proved in another way that they want it.
   * @throws DomainError `invalid_grant`: app or member are no more
   */
  readonly issue: (to: {
    readonly accountId: string;
    readonly appId: string;
    readonly memberId: string;
  }) => Promise<{ readonly bearerToken: string; readonly refreshToken: string; readonly grantId: string }>;
  /** Ends all that a grant gave. */
  readonly revoke: (grantId: string) => Promise<void>;
}
