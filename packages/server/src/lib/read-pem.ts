/** Reads a file that a setting names: certificates or a key, which the start cannot go without. */
import { readFile } from 'node:fs/promises';
import { StartFault } from './start-fault.ts';

/**
 * @param setting the variable that names the file, for the operator.
 * @throws StartFault when it is not there, cannot be read, or is no PEM of this kind. What is in it is never shown.
 */
export async function readPem(path: string, setting: string, kind: 'CERTIFICATE' | 'PRIVATE KEY'): Promise<string> {
  const mend = `Check ${setting}.`;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StartFault(`The file ${path} cannot be read.`, mend, { cause });
  });
  // `PRIVATE KEY` also ends the names of the older forms: RSA PRIVATE KEY, EC PRIVATE KEY
  if (new RegExp(`-----BEGIN ([A-Z]+ )?${kind}-----`).test(text)) return text;
  throw new StartFault(`The file ${path} holds no ${kind.toLowerCase()} in PEM.`, mend);
}
