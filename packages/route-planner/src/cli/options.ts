/** What the command line may say. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  /** `-`: standard input. */
  readonly file: string;
  readonly timeLimitMs: number;
  readonly threads: number;
  readonly seed: number;
  readonly objective: 'cost' | 'vehicles' | null;
  readonly iterations: number | null;
  readonly out: string | null;
  readonly map: string | null;
}

/** Something on the command line that is not understood; the message says what to do. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

export const help = `Plans routes for the problem in FILE ("-": standard input).

  waybill-plan FILE [options]

  --time-limit SECONDS   how long to search (default 10; no limit if --iterations is given)
  --threads N            searches side by side (default: one per core, at most 8; 1 if --iterations is given)
  --seed N               for other random choices (default 1)
  --objective WHAT       distance: the least cost; vehicles-first: the fewest vehicles, then the least cost
                         (default: what the file says, else distance)
  --iterations N         end after so many; with one thread the same plan comes out on any machine
  --out PLAN.json        write the plan there, not to standard output
  --map MAP.html         write a page that shows the plan; it needs no network
  --help                 this text

FILE may be Waybill's own JSON (a Problem), or an instance of Solomon, Gehring & Homberger, Li & Lim, or CVRPLIB.
Routes are lists of the file's customer numbers, for Waybill's JSON of shipment ids. In CVRPLIB files node 2 is
customer 1, as in published solutions, where node 1 is the depot.

Ctrl-C ends the search and gives the best plan so far.

Ends with 0: there is a plan (it may leave shipments out: see "unassigned"); 1: no plan, or one that cannot keep all
rules; 2: the command line is wrong; 3: FILE cannot be read or is no problem; 130: ended by a second Ctrl-C.
`;

const withoutLimitMs = 2 ** 31 - 1;

/** Null: help is wanted. Throws `WrongUsage`. */
export function readOptions(words: readonly string[]): Options | null {
  const { values, positionals } = parse(words);
  if (values.help === true) return null;
  const [file, ...more] = positionals;
  if (file === undefined) throw new WrongUsage('which file? Say: waybill-plan FILE');
  if (more.length > 0) throw new WrongUsage(`one file at a time, not also ${more.join(', ')}`);
  const iterations = values.iterations === undefined ? null : whole('--iterations', values.iterations, 1);
  const unlimited = iterations === null ? 10_000 : withoutLimitMs;
  const cores = iterations === null ? Math.min(8, availableParallelism()) : 1;
  return {
    file,
    timeLimitMs: values['time-limit'] === undefined ? unlimited : seconds('--time-limit', values['time-limit']),
    threads: values.threads === undefined ? cores : whole('--threads', values.threads, 1),
    seed: values.seed === undefined ? 1 : whole('--seed', values.seed, 0),
    objective: values.objective === undefined ? null : readObjective(values.objective),
    iterations,
    out: values.out ?? null,
    map: values.map ?? null,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        'time-limit': { type: 'string' },
        threads: { type: 'string' },
        seed: { type: 'string' },
        objective: { type: 'string' },
        iterations: { type: 'string' },
        out: { type: 'string' },
        map: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

export function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least)
    throw new WrongUsage(`${name} needs a whole number from ${least} on, not "${text}"`);
  return value;
}

export function seconds(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0) || value * 1000 > withoutLimitMs)
    throw new WrongUsage(`${name} needs a number of seconds above 0, such as 10 or 0.5, not "${text}"`);
  return value * 1000;
}

export function readObjective(text: string): 'cost' | 'vehicles' {
  if (text === 'distance') return 'cost';
  if (text === 'vehicles-first') return 'vehicles';
  throw new WrongUsage(`--objective is distance or vehicles-first, not "${text}"`);
}
