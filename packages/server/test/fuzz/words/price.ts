/** Prices. */
import type { WordList } from './word-list.ts';

export const priceWords: WordList = {};
