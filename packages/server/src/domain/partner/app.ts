/** A partner's application: a client of our authorization server, and whom a task was made by. */

export interface PartnerApp {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  /** GotSurge's client_key, OAuth's client_id: one of all accounts. */
  readonly clientKey: string;
  /** Compared with what a request names, character by character. */
  readonly redirectUrls: readonly string[];
  /** On a device of the user: the port of a loopback address may differ. */
  readonly native: boolean;
  /** The platform whose organisations it may look after; null: none. */
  readonly platformId: string | null;
}
