/** GotSurge's tasks. */
import type { WordList } from './word-list.ts';

export const taskWords: WordList = {};
