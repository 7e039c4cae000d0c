/** The instance files of a folder, with the set each belongs to. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Instance } from '../src/read/instance.ts';
import { readInstance } from '../src/read/read-instance.ts';

export interface BenchInstance {
  readonly name: string;
  /** `solomon`, `gh200`, `lilim600`, `x`, `xxl`, … */
  readonly set: string;
  readonly customers: number;
  readonly instance: Instance;
}

export function readInstances(folder: string): BenchInstance[] {
  const files = globSync(['*.{txt,vrp}', '*/*.{txt,vrp}'], { cwd: folder });
  return files
    .map((file): BenchInstance => {
      const instance = readInstance(readFileSync(join(folder, file), 'utf8'));
      const customers = instance.customers.size;
      const name = basename(file).replace(/\.\w+$/u, '');
      return { name, set: setOf(instance.format, customers), customers, instance };
    })
    .sort(
      (a, b) => rank(a) - rank(b) || a.customers - b.customers || a.name.localeCompare(b.name, 'en', { numeric: true }),
    );
}

/** Files of pairs name a few more places than the set is called by. */
function setOf(format: Instance['format'], customers: number): string {
  const hundreds = Math.floor(customers / 100) * 100;
  switch (format) {
    case 'solomon':
      return customers <= 100 ? 'solomon' : `gh${hundreds}`;
    case 'li-lim':
      return `lilim${hundreds}`;
    case 'cvrplib':
      return customers <= 1000 ? 'x' : 'xxl';
    case 'waybill':
      return 'waybill';
  }
}

const formats: readonly Instance['format'][] = ['solomon', 'li-lim', 'cvrplib', 'waybill'];

const rank = ({ instance }: BenchInstance): number => formats.indexOf(instance.format);
