/** Reads words of filters: one, a list, or a list that was written as a text. Pure. */
import { invalid } from '../../domain/errors.ts';
import { isUnsaid } from './read-page.ts';

/**
 * Places of the words in a list of the core's; null: all of them.
 * @param known what is said of each place, in their order; a word may stand for several.
 * @throws DomainError `invalid_input` for a word that no place has
 */
export function readWords(path: string, value: unknown, known: readonly string[]): readonly number[] | null {
  const words = listOf(path, value);
  if (words.length === 0) return null;
  const places = words.map((word) => {
    const wanted = word.trim().toLowerCase();
    const found = known.flatMap((one, place) => (one.toLowerCase() === wanted ? [place] : []));
    if (found.length === 0) throw invalid(path, `It must be one of: ${[...new Set(known)].join(', ')}.`);
    return found;
  });
  return [...new Set(places.flat())];
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
