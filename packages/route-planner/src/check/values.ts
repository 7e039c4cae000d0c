/** Checks of single values; each refuses with the path of the value and what is expected there. */
import { InvalidProblem } from '../invalid-problem.ts';

export type Check = (value: unknown, path: string) => void;

/** Sums of larger numbers are not exact any more. */
const largest = Number.MAX_SAFE_INTEGER;

export interface NumberRule {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly integer?: boolean;
  /** `Infinity` stands for no limit. */
  readonly unlimited?: boolean;
}

export function isNumber(value: unknown, path: string, rule: NumberRule = {}): number {
  const { min = -largest, max = largest, above, integer = false, unlimited = false } = rule;
  if (typeof value !== 'number' || Number.isNaN(value))
    throw new InvalidProblem(path, `a number is needed, not ${shown(value)}`);
  if (unlimited && value === Infinity) return value;
  if (integer && !Number.isInteger(value)) throw new InvalidProblem(path, `an integer is needed, not ${shown(value)}`);
  if (above !== undefined && value <= above)
    throw new InvalidProblem(path, `must be more than ${above}, not ${shown(value)}`);
  if (value < min) throw new InvalidProblem(path, `must be at least ${min}, not ${shown(value)}`);
  if (value > max) throw new InvalidProblem(path, `must be at most ${max}, not ${shown(value)}`);
  return value;
}

export const number =
  (rule: NumberRule = {}): Check =>
  (value, path) => {
    isNumber(value, path, rule);
  };

export const isText = (value: unknown, path: string): string => {
  if (typeof value !== 'string' || value === '')
    throw new InvalidProblem(path, `a text that is not empty is needed, not ${shown(value)}`);
  return value;
};

export function isList(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new InvalidProblem(path, `a list is needed, not ${shown(value)}`);
  return value;
}

export const listOf =
  (check: Check): Check =>
  (value, path) => {
    for (const [at, entry] of isList(value, path).entries()) check(entry, `${path}[${at}]`);
  };

export const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) => {
    if (typeof value !== 'string' || !words.includes(value))
      throw new InvalidProblem(path, `must be ${words.map(shown).join(' or ')}, not ${shown(value)}`);
  };

/** A window; its end may be `Infinity`. */
export const window: Check = (value, path) => {
  const [from, until, ...more] = isList(value, path);
  if (more.length > 0) throw new InvalidProblem(path, 'a window has two numbers: from and until');
  const begin = isNumber(from, `${path}[0]`, { min: 0 });
  const end = isNumber(until, `${path}[1]`, { min: 0, unlimited: true });
  if (end < begin) throw new InvalidProblem(path, `ends (${end}) before it begins (${begin}); exchange the two`);
};

export interface Field {
  readonly check: Check;
  readonly required?: boolean;
}

/** A plain object with these fields and no others; a field that is undefined is one left out. */
export function isRecord(
  value: unknown,
  path: string,
  fields: Readonly<Record<string, Field>>,
): Readonly<Record<string, unknown>> {
  const record = plainObject(value, path);
  for (const key of Object.keys(record)) {
    if (!Object.hasOwn(fields, key)) throw new InvalidProblem(at(path, key), unknownField(key, Object.keys(fields)));
  }
  for (const [key, { check, required = false }] of Object.entries(fields)) {
    const entry = record[key];
    if (entry !== undefined) check(entry, at(path, key));
    else if (required) throw new InvalidProblem(at(path, key), 'is missing');
  }
  return record;
}

/** Instances of classes lose what they inherit on the way to a worker, so they are refused. */
export function plainObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidProblem(path, `an object is needed, not ${shown(value)}`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new InvalidProblem(path, 'a plain object is needed, not an instance of a class; copy its fields');
  // Checked above; that every value is unknown is true of any object.
  return value as Readonly<Record<string, unknown>>;
}

const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function unknownField(key: string, known: readonly string[]): string {
  const near = known.find((field) => alike(field, key));
  return near === undefined ? `is not a field; there are ${known.join(', ')}` : `is not a field; ${near} may be meant`;
}

const alike = (a: string, b: string): boolean => {
  const [short, long] = [a.toLowerCase(), b.toLowerCase()].sort((x, y) => x.length - y.length);
  return (
    short !== undefined && long !== undefined && (long.startsWith(short) || long.slice(0, 4) === short.slice(0, 4))
  );
};

/** A value as it is shown in a sentence. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
