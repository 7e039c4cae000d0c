/** Reads settings out of the environment and gathers every fault, so that all are told at once. */

import { nearestWord } from './nearest-word.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export type EnvironmentReader = {
  /** Undefined when the variable is unset or empty. */
  text(name: string): string | undefined;
  choice<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]], fallback: Choice): Choice;
  number(name: string, range: Range, fallback: number): number;
  /** Reads with `read`, which throws a sentence's end ("give a …") for a value it cannot take. */
  parsed<Value>(name: string, read: (text: string) => Value, fallback: Value): Value;
  fault(sentence: string): void;
  /** Adds a fault for each variable that begins with `prefix` and that nobody asked for, then answers all faults. */
  faults(prefix: string): readonly string[];
};

export type Range = { readonly least: number; readonly most: number; readonly whole?: boolean };

/** Thrown by a `read` function; its message says what to give instead. */
export class BadValue extends Error {}

/** Values are quoted in a fault only when they are no secret. */
export const readEnvironment = (env: Variables): EnvironmentReader => {
  const asked = new Set<string>();
  const found: string[] = [];
  const text = (name: string) => {
    asked.add(name);
    return env[name]?.trim() || undefined;
  };
  const parsed = <Value>(name: string, read: (text: string) => Value, fallback: Value): Value => {
    const value = text(name);
    if (value === undefined) return fallback;
    try {
      return read(value);
    } catch (cause) {
      if (!(cause instanceof BadValue)) throw cause;
      found.push(`${name} ${cause.message}`);
      return fallback;
    }
  };
  return {
    text,
    parsed,
    choice: (name, choices, fallback) =>
      parsed(
        name,
        (value) => {
          const choice = choices.find((one) => one === value.toLowerCase());
          if (choice === undefined) throw new BadValue(`is "${value}": choose ${listWords(choices)}.`);
          return choice;
        },
        fallback,
      ),
    number: (name, { least, most, whole = true }, fallback) =>
      parsed(
        name,
        (value) => {
          const number = (whole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(value) ? Number(value) : Number.NaN;
          if (number >= least && number <= most) return number;
          throw new BadValue(`is "${value}": give a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
        },
        fallback,
      ),
    fault: (sentence) => void found.push(sentence),
    faults: (prefix) => {
      for (const name of Object.keys(env).filter((one) => one.startsWith(prefix) && !asked.has(one))) {
        const near = nearestWord(name, asked);
        found.push(`${name} is no setting of Waybill${near ? `; did you mean ${near}?` : ': remove it.'}`);
      }
      return found;
    },
  };
};

const listWords = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
