/** Runs one command of upkeep: reads the settings and the name of the file, and says in plain words what went wrong. */

import { resolve } from 'node:path';
import { ConfigFaults, readConfig } from '../../packages/server/src/config.ts';
import type { Config } from '../../packages/server/src/config.ts';
import { StartFault } from '../../packages/server/src/lib/start-fault.ts';
import { BackupUnreadable } from '../../packages/server/src/store/backup/format.ts';

export const say = (line: string) => void process.stdout.write(`${line}\n`);

export const runUpkeep = async (command: string, work: (config: Config, file: string) => Promise<void>) => {
  const [file, ...more] = process.argv.slice(2);
  try {
    if (file === undefined || more.length > 0)
      throw new StartFault('One file is needed.', `npm run ${command} -- FILE`);
    // npm changes to the project's folder; where the command was given is where the file is meant to be
    await work(readConfig(process.env, process.cwd()), resolve(process.env['INIT_CWD'] ?? process.cwd(), file));
  } catch (cause) {
    process.stderr.write(explain(cause));
    process.exitCode = 1;
  }
};

const explain = (cause: unknown): string => {
  if (cause instanceof StartFault) return `${cause.message}\nWhat to do: ${cause.mend}\n`;
  if (cause instanceof ConfigFaults) return cause.faults.map((fault) => `- ${fault}\n`).join('');
  if (cause instanceof BackupUnreadable) return `${cause.message} Nothing was restored.\n`;
  return `${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`;
};
