/** The committed types of the tables are those that the migrations make. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { generateSchema, schemaPath } from '../../scripts/generate-schema.ts';
import { testDatabase } from '../../test/database.ts';

test('schema.ts is what the migrations make; if this fails, run npm run db:types', async (t) => {
  const database = await testDatabase();
  t.after(() => database.close());
  assert.equal(await readFile(schemaPath, 'utf8'), await generateSchema(database.url));
});
