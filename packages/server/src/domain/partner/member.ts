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

/** As the operator sees one. */
export interface ManagedMember extends Member {
  readonly version: number;
  readonly createdAt: Date;
  /** Since when nobody can sign in or be spoken for as this member; null: it is in use. */
  readonly disabledAt: Date | null;
}
