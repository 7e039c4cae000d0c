/** `npm run docs:translation`: tells the story across the dialects, and writes the page of their words anew. */

import { writeFileSync } from 'node:fs';
import { tellStory } from '../packages/server/test/five-dialects/story.ts';
import { translationPage, writeTranslation } from '../packages/server/test/five-dialects/translation-page.ts';
import type { Scope } from '../packages/server/test/waybill-process.ts';

const closers: (() => unknown)[] = [];
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a script's end in place of a test's
const scope = { after: (close: () => unknown) => void closers.push(close) } as Scope;
try {
  writeFileSync(translationPage, await writeTranslation(await tellStory(scope)));
} finally {
  for (const close of closers) await close();
}
