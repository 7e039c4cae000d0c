/** What a check of the doctor answers. */

/** `mend` says how to better it, broken or not; a note without it is for information. */
export type Finding = { readonly ok: boolean; readonly words: string; readonly mend?: string };

export const fine = (words: string): Finding => ({ ok: true, words });
export const broken = (words: string, mend: string): Finding => ({ ok: false, words, mend });
