/** Finds the word that somebody probably meant. */

/** Null when none is near: more than a third of the letters would have to change. */
export const nearestWord = (word: string, words: Iterable<string>): string | null => {
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of words) {
    const distance = editDistance(word, candidate);
    if (distance <= limit && (best === null || distance < best.distance)) best = { word: candidate, distance };
  }
  return best?.word ?? null;
};

/** Levenshtein: letters to insert, remove or replace. */
const editDistance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [rowIndex, letter] of Array.from(from).entries()) {
    const next = [rowIndex + 1];
    for (const [index, other] of Array.from(to).entries()) {
      const [replaced = 0, removed = 0, inserted = 0] = [row[index], row[index + 1], next[index]];
      next.push(Math.min(replaced + (letter === other ? 0 : 1), removed + 1, inserted + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};
