/** Brings names to the form in which they are compared: Latin accents, case, punctuation and double blanks do not count. */

/** `Mahārāshtra` and ` MAHARASHTRA ` are the same; marks of other scripts stay, they are letters there. */
export const foldName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
