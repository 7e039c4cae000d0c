/** The courier's app. */
import type { WordList } from './word-list.ts';

export const courierWords: WordList = {};
