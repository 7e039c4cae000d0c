/** Reads words of filters: one, a list, or a list that was written as a text. Pure. */
import { invalid } from '../../domain/errors.ts';
import { isUnsaid } from './read-page.ts';
import { fromWord } from './status.ts';

/**
 * Places of the words in the core's list; null: all of them.
 * @param tables words in the document's spelling, by those of the core; the first that has a word decides.
 * @throws DomainError `invalid_input` for a word that no table has
 */
export function readWords<K extends string>(
  path: string,
  value: unknown,
  order: readonly K[],
  tables: readonly Readonly<Record<K, string>>[],
): readonly number[] | null {
  const words = listOf(path, value);
  if (words.length === 0) return null;
  const places = words.map((word) => {
    const found = tables.map((table) => fromWord(table, word)).find((one) => one !== null);
    if (found === undefined || found === null) throw invalid(path, `It must be one of: ${knownOf(tables).join(', ')}.`);
    return order.indexOf(found);
  });
  return [...new Set(places)];
}

function knownOf(tables: readonly Readonly<Record<string, string>>[]): string[] {
  return [...new Set(tables.flatMap((table) => Object.values(table)))];
}

/** More would be the same ones again. */
const mostWords = 20;

function listOf(path: string, value: unknown): readonly string[] {
  if (isUnsaid(value)) return [];
  const list: unknown =
    typeof value === 'string' && value.trim().startsWith('[') ? parsed(path, value) : [value].flat();
  if (!Array.isArray(list) || list.length > mostWords || !list.every((one) => typeof one === 'string'))
    throw invalid(path, 'It must be a word, or a list of words.');
  return list;
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(path, 'It is not a list in JSON.');
  }
}
