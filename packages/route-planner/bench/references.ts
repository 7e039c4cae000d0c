/**
 * What others reached, from `bks.csv` and `reference-results.csv` of the folder.
 *
 * Least distance: the best of the literature and of every run measured, whatever its number of vehicles. Vehicles first:
 * the literature's rows for that alone. Rows `distance(dimacs)` count for neither: their arcs are cut to one decimal,
 * which also loosens the windows, so their routes are late by exact arcs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitCsv } from './csv.ts';

export type Objective = 'cost' | 'vehicles';

export interface Reference {
  readonly vehicles: number;
  readonly distance: number;
}

interface OtherRun extends Reference {
  readonly instance: string;
  readonly solver: Solver;
  readonly objective: Objective;
  readonly cpuSeconds: number;
}

const solvers = {
  'VROOM x5': /^VROOM .*-x5/u,
  PyVRP: /^PyVRP /u,
  'HGS-CVRP': /^HGS-CVRP /u,
  prototype: /^JS SISR prototype/u,
} as const;
export type Solver = keyof typeof solvers;
export const solverNames = Object.keys(solvers) as readonly Solver[];

export interface References {
  readonly best: (instance: string, objective: Objective) => Reference | null;
  /** The run of that program whose CPU time is nearest to so many seconds. */
  readonly other: (instance: string, objective: Objective, solver: Solver, seconds: number) => OtherRun | null;
}

export function readReferences(folder: string): References {
  const known = rowsOf(join(folder, 'bks.csv')).map(([instance = '', vehicles, distance, , objective]) => ({
    instance,
    vehicles: Number(vehicles),
    distance: Number(distance),
    objective,
  }));
  const runs = rowsOf(join(folder, 'reference-results.csv')).flatMap(readRun);
  return {
    best: (instance, objective) => {
      const literature = known.filter((row) => row.instance === instance && row.objective !== 'distance(dimacs)');
      if (objective === 'vehicles') return literature.find((row) => row.objective === 'vehicles,distance') ?? null;
      const all: Reference[] = [...literature, ...runs.filter((run) => run.instance === instance)];
      return all.sort((a, b) => a.distance - b.distance)[0] ?? null;
    },
    other: (instance, objective, solver, seconds) => {
      const farness = (run: OtherRun): number => Math.abs(Math.log(Math.max(run.cpuSeconds, 0.01) / seconds));
      const candidates = runs.filter(
        (run) => run.instance === instance && run.objective === objective && run.solver === solver,
      );
      return candidates.sort((a, b) => farness(a) - farness(b))[0] ?? null;
    },
  };
}

function readRun([instance = '', name = '', objective, cpu = '', vehicles, distance]: readonly string[]): OtherRun[] {
  const solver = solverNames.find((known) => solvers[known].test(name));
  if (solver === undefined) return [];
  return [
    {
      instance,
      solver,
      objective: objective === 'fixed' ? 'vehicles' : 'cost',
      cpuSeconds: Number.parseFloat(cpu),
      vehicles: Number(vehicles),
      distance: Number(distance),
    },
  ];
}

const rowsOf = (file: string): string[][] => (existsSync(file) ? splitCsv(readFileSync(file, 'utf8')).slice(1) : []);
