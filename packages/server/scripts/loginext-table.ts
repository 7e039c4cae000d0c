/** `npm run docs:loginext`: writes the table of LogiNext's operations and webhooks into the dialect's README anew. */

import { readFileSync, writeFileSync } from 'node:fs';
import { findMarks } from './loginext-table/marks.ts';
import { readme, withTables } from './loginext-table/page.ts';
import { mountedRoutes } from './loginext-table/routes.ts';

writeFileSync(readme, await withTables(readFileSync(readme, 'utf8'), await mountedRoutes(), findMarks()));
