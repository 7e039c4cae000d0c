/** Takes due webhook messages for sending, for as long as a lease lasts. */
import { claimMessages as claimRows, type Claim } from '../../store/webhook-queue.ts';
import type { Deps } from '../deps.ts';

export type ClaimOptions = Omit<Claim, 'id'>;

/** A message that is ours to send until its lease ends. */
export interface Claimed {
  readonly accountId: string;
  readonly id: string;
  readonly endpointId: string;
  readonly claim: string;
  readonly url: string;
  /** The newest first; empty when they cannot be read, because the key of the house has changed. */
  readonly secrets: readonly string[];
  readonly contentType: string;
  readonly body: string;
  /** Tries so far. */
  readonly attempts: number;
}

/** Safe in any number of processes: a message has one claim at a time. */
export async function claimMessages(
  deps: Pick<Deps, 'db' | 'newId' | 'secrets' | 'log'>,
  options: ClaimOptions,
): Promise<Claimed[]> {
  const claim = deps.newId();
  const rows = await claimRows(deps.db.house, { ...options, id: claim });
  return rows.map(({ sealedSecret, sealedPreviousSecret, ...message }) => ({
    ...message,
    claim,
    secrets: openAll(deps, sealedPreviousSecret ? [sealedSecret, sealedPreviousSecret] : [sealedSecret]),
  }));
}

function openAll({ secrets, log }: Pick<Deps, 'secrets' | 'log'>, sealed: readonly Buffer[]): string[] {
  try {
    return sealed.map(secrets.open);
  } catch (error) {
    log.error({ err: error }, 'a webhook secret cannot be opened: was the secret key of this installation changed?');
    return [];
  }
}
