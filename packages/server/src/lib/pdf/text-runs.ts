/** Divides a text into words, and words into runs that one font can draw; says in which order words stand on a line. */
import { faceFor, has, type Face, type Weight } from './faces.ts';

export interface Run {
  readonly face: Face;
  readonly text: string;
}

export interface Word {
  readonly runs: readonly Run[];
  readonly direction: 'left' | 'right' | 'none';
}

/** Stands for a character that no font has. */
export const missing = '\uFFFD';

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const letter = /\p{L}/u;
/** Joiners, marks and punctuation belong to the letters around them, where their font has them. */
const common = /[\p{Script=Common}\p{Script=Inherited}]/u;
const invisible = /[\p{Cc}\p{Cf}]/u;
const joiner = /[\u200C\u200D]/u;

/** The words of each line of a text. */
export function wordsOf(text: string, weight: Weight): Word[][] {
  const lines = text
    .toWellFormed()
    .normalize('NFC')
    .split(/\r\n|[\n\r\u2028\u2029]/u);
  return lines.map((line) => line.split(/\s+/u).flatMap((word) => (word === '' ? [] : [toWord(word, weight)])));
}

function toWord(text: string, weight: Weight): Word {
  const runs: { face: Face; text: string }[] = [];
  for (const character of text) {
    // tabs and controls would be drawn as boxes; marks of direction have done their work
    if (invisible.test(character) && !joiner.test(character)) continue;
    const last = runs.at(-1);
    const kept = last && common.test(character) && has(last.face, character.codePointAt(0) ?? 0);
    const face = kept ? last.face : faceFor(character, weight);
    if (last && face === last.face) last.text += character;
    else if (face) runs.push({ face, text: character });
    else addMissing(runs, weight);
  }
  return { runs, direction: rightToLeft.test(text) ? 'right' : letter.test(text) ? 'left' : 'none' };
}

function addMissing(runs: { face: Face; text: string }[], weight: Weight): void {
  const face = faceFor(missing, weight);
  const last = runs.at(-1);
  if (last && last.face === face) last.text += missing;
  else if (face) runs.push({ face, text: missing });
}

/**
 * Words as they stand on the line, from left to right: those of Arabic in turn from right to left. A line that begins
 * in Arabic is Arabic, with the other words in it. Inside a word the shaper of its font sees to the order.
 */
export function inVisualOrder(words: readonly Word[]): Word[] {
  const strong = words.find(({ direction }) => direction !== 'none')?.direction ?? 'left';
  const ordered: Word[] = [];
  let foreign: Word[] = [];
  const flush = () => {
    ordered.push(...foreign.reverse());
    foreign = [];
  };
  for (const word of words) {
    // numbers go on with what they stand beside
    if (word.direction === strong || (word.direction === 'none' && foreign.length === 0)) {
      flush();
      ordered.push(word);
    } else foreign.push(word);
  }
  flush();
  return strong === 'right' ? ordered.reverse() : ordered;
}
