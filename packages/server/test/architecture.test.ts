/** The house has the shape that ARCHITECTURE.md draws: imports point one way, files are small, the core is pure. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readModules, type Module } from './modules.ts';

const modules = readModules();

/** What each folder may import of ours, beside itself. `dialects/x` stands for every single dialect. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  domain: [],
  store: ['domain', 'lib'],
  webhooks: ['lib'],
  'use-cases': ['domain', 'store', 'lib'],
  'dialects/dialect.ts': ['domain', 'use-cases'],
  'dialects/registry.ts': ['dialects/dialect.ts', 'dialects/x'],
  'dialects/x': ['use-cases', 'domain', 'lib', 'dialects/dialect.ts'],
  // the provider's pages and memory; dialects ask it through use-cases/oauth/authorization-server.ts
  oauth: ['domain', 'store', 'use-cases', 'lib'],
  jobs: ['use-cases', 'store', 'webhooks', 'domain', 'lib'],
  // the error type only: see docs/decisions/0004-errors-at-the-edge.md
  http: ['dialects/registry.ts', 'lib', 'domain/errors.ts'],
  'config.ts': ['lib'],
  'listen.ts': ['config.ts', 'http', 'lib'],
  'furnish-sandbox.ts': ['use-cases', 'store'],
  'open-deps.ts': ['*'],
  'serve.ts': ['*'],
  'main.ts': ['*'],
};

function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  if (first !== 'dialects') return first;
  return second.endsWith('.ts') ? path : 'dialects/x';
}

const dialectOf = (path: string) => (path.startsWith('dialects/') ? path.split('/')[1] : undefined);

function isAllowed(from: Module, to: string): boolean {
  const [source, target] = [folderOf(from.path), folderOf(to)];
  const allowed = mayImport[source];
  if (!allowed) return false;
  if (allowed.includes('*') || allowed.includes(target) || allowed.includes(to)) return true;
  return source === target && (source !== 'dialects/x' || dialectOf(from.path) === dialectOf(to));
}

it('sees all modules of the house', () => {
  assert.ok(modules.length > 150, `only ${modules.length} modules were read`);
  for (const { path } of modules) assert.ok(mayImport[folderOf(path)], `${path} stands in a folder without a rule`);
});

it('imports only in the directions of the table', () => {
  const wrong = modules.flatMap((one) =>
    one.imports.filter((to) => !isAllowed(one, to)).map((to) => `${one.path} -> ${to}`),
  );
  assert.deepEqual(wrong, []);
});

it('imports only files that exist', () => {
  const known = new Set(modules.map(({ path }) => path));
  const missing = modules.flatMap(({ path, imports }) =>
    imports.filter((to) => !known.has(to)).map((to) => `${path} -> ${to}`),
  );
  assert.deepEqual(missing, []);
});

it('has no circles of imports', () => {
  const byPath = new Map(modules.map((one) => [one.path, one]));
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    assert.ok(!way.includes(path), `a circle: ${[...way, path].join(' -> ')}`);
    if (done.has(path)) return;
    // a type is erased: it cannot close a circle at run time
    for (const to of valueImports(byPath.get(path))) visit(to, [...way, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
});

function valueImports(one: Module | undefined): readonly string[] {
  if (!one) return [];
  const types = [...one.text.matchAll(/import type[^;]*from\s+'([^']+)'/g)].flatMap(([, specifier]) => specifier ?? []);
  return one.imports.filter((to) => !types.some((type) => to.endsWith(type.replace(/^(\.\.?\/)+/, ''))));
}

it('keeps the database driver in the store and the environment in main and config', () => {
  for (const { path, packages, text } of modules) {
    if (packages.includes('pg')) assert.ok(/^(store|lib|jobs)\//.test(path), `${path} imports pg`);
    if (text.includes('process.env'))
      assert.ok(
        /^(main|config)\.ts$|^lib\/embedded-postgres\/|^lib\/compile-cache/.test(path),
        `${path} reads the environment`,
      );
  }
});

it('loads the route planner when there is something to plan, and nowhere else', () => {
  const users = modules.filter(({ packages }) => packages.includes('@waybill/route-planner')).map(({ path }) => path);
  assert.ok(users.length > 0);
  for (const { path, text } of modules.filter((one) => users.includes(one.path))) {
    assert.ok(path.startsWith('use-cases/plan/'), `${path} imports the planner`);
    // types are erased; `await import(…)` waits until it is needed
    assert.doesNotMatch(text, /^import (?!type).*@waybill\/route-planner/m, path);
  }
});

it('keeps the domain pure: no clock, no chance, no waiting, no packages', () => {
  for (const { path, text, packages } of modules.filter((one) => one.path.startsWith('domain/'))) {
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    assert.doesNotMatch(code, /Date\.now|new Date\(\)|Math\.random|\bawait\b|\basync\b/, path);
    assert.deepEqual(packages, [], path);
  }
});

it('opens every file with a sentence on its job', () => {
  for (const { path, text } of modules) {
    if (path === 'store/schema.ts') continue;
    assert.match(text, /^(\/\/ oxlint.*\n)?\/\*\*/, `${path} does not say what it is for`);
  }
});

it('names no drawer', () => {
  for (const { path } of modules) {
    assert.doesNotMatch(path, /(^|\/)(helpers?|common|misc|utils?|services?|managers?)(\/|\.ts$)/, path);
    assert.match(path, /^[a-z0-9/-]+\.ts$/, `${path} is not kebab-case`);
  }
});

it('keeps files small: median 80 lines at most, 90 % up to 250, none above 400', () => {
  const lines = modules.filter(({ path }) => path !== 'store/schema.ts').map((one) => one.lines).sort((a, b) => a - b); // prettier-ignore
  const at = (share: number) => lines[Math.floor((lines.length - 1) * share)] ?? 0;
  const figures = `median ${at(0.5)}, 90 % ${at(0.9)}, longest ${at(1)}`;
  assert.ok(at(0.5) <= 80 && at(0.9) <= 250 && at(1) <= 400, figures);
});
