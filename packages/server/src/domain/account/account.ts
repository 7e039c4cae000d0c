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
  /** Couriers who were last seen farther from the pickup than this are not asked. */
  readonly offerReachMetres: number;
  /** A round for everybody ends after this at the latest. */
  readonly maxBroadcastMinutes: number;
  /** What `tasks` is in GotSurge's answer to new drafts, of which its document says both. */
  readonly draftTasksAs: 'array' | 'object';
  /** How MDelivery's first status is written: `AwaitingPayment` of its table, or `AwaytingPayment` of its sample. */
  readonly mdeliverySpelling: 'enum' | 'sample';
  /** The account's in reference numbers of SUBPLACE: `DO-MR1907-6487-1`. */
  readonly partnerCode: string;
  /** Whether what insured partners report of a delivery of ours moves it, or only stands beside it. */
  readonly insuranceMoves: 'move' | 'annotate';
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
  offerReachMetres: 20_000,
  maxBroadcastMinutes: 1440,
  draftTasksAs: 'array',
  mdeliverySpelling: 'enum',
  partnerCode: 'WB',
  insuranceMoves: 'move',
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
