/** GotSurge's organisations and the registration of partners. */
import type { WordList } from './word-list.ts';

export const platformWords: WordList = {};
