/** MDelivery's words for statuses. The table stands in the core: public-status.ts; here are only their two spellings. */
import type { AccountSettings } from '../../domain/account/account.ts';
import { publicStatuses, type PublicStatus } from '../../domain/public-order/public-status.ts';

/** The text and the JSON sample of the document write the first status so; its table does not. */
const misspelt = 'AwaytingPayment';
export type MDeliveryStatus = PublicStatus | typeof misspelt;

/** Every word that is read. */
export const statusWords: readonly MDeliveryStatus[] = [...publicStatuses, misspelt];

/** To the letter; null for a word that nobody documented. */
export function fromStatusWord(word: string): PublicStatus | null {
  return word === misspelt ? 'AwaitingPayment' : (publicStatuses.find((one) => one === word) ?? null);
}

export function toStatusWord(status: PublicStatus, spelling: AccountSettings['mdeliverySpelling']): MDeliveryStatus {
  return status === 'AwaitingPayment' && spelling === 'sample' ? misspelt : status;
}
