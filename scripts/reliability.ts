/** `npm run docs:reliability`: writes the table of tested cases anew. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTests, readCases } from './reliability/cases.ts';
import { writePage } from './reliability/page.ts';

const page = join(import.meta.dirname, '..', 'docs', 'reliability.md');
writeFileSync(page, await writePage(readCases(), findTests()));
