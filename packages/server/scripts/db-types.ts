/** `npm run db:types`: brings src/store/schema.ts up to what the migrations make. */

import { writeFile } from 'node:fs/promises';
import { testDatabase } from '../test/database.ts';
import { generateSchema, schemaPath } from './generate-schema.ts';

const database = await testDatabase();
try {
  await writeFile(schemaPath, await generateSchema(database.url));
} finally {
  await database.close();
}
