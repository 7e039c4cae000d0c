/** The modules of the server and what each imports, read from the source. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', 'src');

export interface Module {
  /** Below src: `domain/geo.ts`. */
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  /** Modules of ours, below src. */
  readonly imports: readonly string[];
  /** Packages and node's own modules. */
  readonly packages: readonly string[];
}

const importPattern = /(?:from\s+|import\s+|import\()\s*'([^']+)'/g;

/** Every module of src, tests left out. */
export function readModules(): readonly Module[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const specifiers = [...text.matchAll(importPattern)].flatMap(([, specifier]) => specifier ?? []);
      const own = specifiers.filter((specifier) => specifier.startsWith('.'));
      return {
        path,
        text,
        lines: text.split('\n').length - 1,
        imports: own.map((specifier) => relative(root, resolve(root, dirname(path), specifier))),
        packages: specifiers.filter((specifier) => !specifier.startsWith('.')),
      };
    });
}
