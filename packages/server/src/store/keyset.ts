/** Lists are read newest first, from an id on. */

/** An id beyond every other: where a list begins. One statement serves the first page and the later ones. */
export const afterAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
