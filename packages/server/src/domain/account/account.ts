/** An account: one tenant. Everything else belongs to exactly one. */

/** What the codes AFG and ALB mean: ISO 3166 says Afghanistan and Albania, LogiNext's table of 2017 Albania and Algeria. */
export type CountryTable = 'iso' | '2017';

/** What an account can set for itself; absent keys have the defaults of `toSettings`. */
export interface AccountSettings {
  /** Makes a branch, distribution centre or hub that a partner names and nobody made. */
  readonly autoCreateReferences: boolean;
  /** Elements in one array of a LogiNext request. */
  readonly batchSize: number;
  /** Requests a second, per credential and operation. */
  readonly requestsPerSecond: number;
  readonly countryTable: CountryTable;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly settings: AccountSettings;
}

export const defaultSettings: AccountSettings = {
  autoCreateReferences: false,
  batchSize: 20,
  requestsPerSecond: 10,
  countryTable: 'iso',
};

/** How one partner system signs in. The secret itself is not kept. */
export interface Credential {
  readonly accountId: string;
  readonly id: string;
  readonly dialect: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}
