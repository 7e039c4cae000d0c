/** Reads the samples of the partners' documents. */
import { readFileSync } from 'node:fs';

/** The sample of a dialect by its name, without `.json`. */
export function fixture(dialect: string, name: string): unknown {
  const file = new URL(`../src/dialects/${dialect}/fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
