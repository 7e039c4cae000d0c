/** What a check of the doctor answers. */

/** `mend` is there when something is broken; a note without it is for information. */
export type Finding = { readonly ok: boolean; readonly words: string; readonly mend?: string };

export const fine = (words: string): Finding => ({ ok: true, words });
export const broken = (words: string, mend: string): Finding => ({ ok: false, words, mend });
