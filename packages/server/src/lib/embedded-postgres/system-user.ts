/** Decides which user of the machine the database runs as: PostgreSQL refuses to run as root. */

import { stat } from 'node:fs/promises';
import { StartFault } from '../start-fault.ts';
import { runProgram } from './run-program.ts';

export type SystemUser = { readonly name: string; readonly uid: number; readonly gid: number };

const defaultName = 'postgres';

/**
 * Null: run as whoever runs us. As root: the user that owns an existing cluster (a directory begun by an ordinary
 * user stays theirs), else the user `name`; undefined when the machine has no such user yet.
 */
export const findSystemUser = async (cluster: string, name = defaultName): Promise<SystemUser | null | undefined> => {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { name: await nameOf(owner.uid), uid: owner.uid, gid: owner.gid };
  return lookUp(name);
};

const lookUp = async (name: string): Promise<SystemUser | undefined> => {
  const [uid, gid] = [await runProgram('id', ['-u', name]), await runProgram('id', ['-g', name])];
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
};

const nameOf = async (uid: number) => {
  const { code, output } = await runProgram('id', ['-un', String(uid)]);
  return code === 0 ? output : String(uid);
};

/** `useradd` is everywhere but on Alpine, whose busybox has its own `adduser`. */
export const createSystemUser = async (name = defaultName): Promise<SystemUser> => {
  const answers: string[] = [];
  for (const [program, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name],
    ['addgroup', '-S', name],
    ['adduser', '-S', '-D', '-H', '-G', name, '-s', '/bin/false', name],
  ] as const) {
    const { output } = await runProgram(program, args).catch((cause: Error) => ({ output: cause.message }));
    answers.push(output);
    const made = await lookUp(name);
    if (made) return made;
  }
  throw new StartFault(
    `PostgreSQL does not run as root, and the user "${name}" could not be made (${answers[0]}).`,
    `Start as an ordinary user, make a user named ${name}, or set DATABASE_URL to a PostgreSQL server of your own.`,
  );
};
