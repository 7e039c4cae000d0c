/**
 * One delivery in all five dialects, over HTTP: sold by SUBPLACE, insured, followed by a hub, planned into LogiNext's trip or
 * broadcast as GotSurge's task, and delivered with proof. After each step every dialect is asked what it calls that.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { tellStory } from './five-dialects/story.ts';
import { translationPage, writeTranslation } from './five-dialects/translation-page.ts';
import { cannotStart } from './waybill-process.ts';

const skip = await cannotStart();

test('each dialect has its own words for every step, and each partner hears of it', { skip, timeout: 300_000 }, async (t) => {
  const page = await writeTranslation(await tellStory(t));
  assert.equal(readFileSync(translationPage, 'utf8'), page, 'docs/translation.md is stale: npm run docs:translation');
}); // prettier-ignore
