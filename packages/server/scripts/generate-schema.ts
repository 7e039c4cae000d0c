/** Writes the database's tables as TypeScript types: what src/store/schema.ts must hold. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';

const run = promisify(execFile);

export const schemaPath = join(import.meta.dirname, '..', 'src', 'store', 'schema.ts');
const codegen = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'kysely-codegen');

/** `url` is a migrated database; the types fit what src/store/types.ts makes of the values. */
export const generateSchema = async (url: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-schema-'));
  const file = join(folder, 'schema.ts');
  try {
    await run(process.execPath, [
      codegen,
      `--url=${url}`,
      `--out-file=${file}`,
      '--dialect=postgres',
      '--date-parser=string',
      '--singularize',
      '--exclude-pattern=waybill_migration',
      '--type-mapping={"int8":"number"}',
      '--log-level=error',
    ]);
    return await format(await readFile(file, 'utf8'), { ...(await resolveConfig(schemaPath)), parser: 'typescript' });
  } finally {
    await rm(folder, { recursive: true });
  }
};
