/** An account: one tenant. Everything else belongs to exactly one. */

/** What an account can set for itself; absent keys have the defaults of `toSettings`. */
export interface AccountSettings {
  /** Makes a branch, distribution centre or hub that a partner names and nobody made. */
  readonly autoCreateReferences: boolean;
  /** Elements in one array of a LogiNext request. */
  readonly batchSize: number;
  /** Requests a second, per credential and operation. */
  readonly requestsPerSecond: number;
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
