/** On whose behalf a use-case runs. */
import type { Transaction } from 'kysely';
import type { DB } from '../store/schema.ts';

export interface Caller {
  readonly accountId: string;
  /** Who did it, for the timeline: the label of the credential, or the name of a job. */
  readonly actor: string;
  /** Name of the dialect and credential that were used to sign in; null for our own jobs. */
  readonly credentialId: string | null;
  /**
   * Called with the result inside the transaction, just before it commits: an answer kept here commits with its
   * effect, so that a repeated request finds both or neither.
   */
  readonly seal?: (tx: Transaction<DB>, result: unknown) => Promise<void>;
}

/** Our own jobs, which act for every account at once. */
export const house: Caller = { accountId: '', actor: 'waybill', credentialId: null };
