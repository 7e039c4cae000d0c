/** Lines of a text with their numbers, and the numbers in them. */
import { UnreadableFile } from './instance.ts';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** Those that are not blank. */
export function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|\r|\n/u)
    .map((line, at) => ({ number: at + 1, text: line.trim() }))
    .filter((line) => line.text !== '');
}

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/** The numbers of a line, or null if there is anything else in it. */
export function numbersOrNull({ text }: Line): number[] | null {
  const words = text.split(/\s+/u);
  return words.every((word) => numeral.test(word)) ? words.map(Number) : null;
}

/** The numbers of a line, as many as it should have. */
export function numbersOf(line: Line, columns: readonly string[]): number[] {
  const numbers = numbersOrNull(line);
  if (numbers?.length !== columns.length) {
    const needed = `${columns.length} numbers are needed (${columns.join(', ')})`;
    throw new UnreadableFile(`${needed}, not ${JSON.stringify(line.text.slice(0, 60))}`, line.number);
  }
  return numbers;
}

/** The only number of a line or field. */
export function wholeNumber(value: number | undefined, what: string, line: Line, min = 0): number {
  if (value === undefined || !Number.isInteger(value) || value < min)
    throw new UnreadableFile(`${what} must be an integer of at least ${min}, not ${value ?? 'nothing'}`, line.number);
  return value;
}
