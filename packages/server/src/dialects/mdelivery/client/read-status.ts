/** Reads a provider's word for where an order stands. */
import type { PublicStatus } from '../../../domain/public-order/public-status.ts';
import { fromStatusWord } from '../status.ts';

/** As the text of "GET delivery changes" has it; its table and every sample have `Cancelled`. */
const cancelled: readonly string[] = ['canceled', 'Canceled', 'cancelled'];

/** Null for a word that nobody documented. */
export function readStatus(word: string): PublicStatus | null {
  return cancelled.includes(word) ? 'Cancelled' : fromStatusWord(word);
}
