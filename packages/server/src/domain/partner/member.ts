/** A person of an organisation, who signs in with an e-mail address and lets apps act in their name. */

export interface Member {
  readonly accountId: string;
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** In lower case; one in an account. */
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
}
