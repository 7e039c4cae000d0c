/** Text in the form in which it is searched: whoever types it in another case finds it. */

/** What a row is found by: one line each, so that no search crosses from one to the next. */
export function searchable(...words: readonly (string | null)[]): string {
  return words
    .map((word) => (word ?? '').toWellFormed().normalize('NFC').toLowerCase())
    .join('\n')
    .replaceAll('\0', '');
}
