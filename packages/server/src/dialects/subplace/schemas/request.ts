/** What every body holds, and what all lists take. Values come as texts, numbers or null. */
import { Type } from 'typebox';

const Loose = (types: readonly string[], description: string) =>
  Type.Optional(Type.Unsafe<unknown>({ type: [...types, 'null'], description }));

export const signed = {
  key: Type.String({ description: 'API key.' }),
  signature: Type.Optional(Type.String({ description: 'Hex HMAC-SHA256 over the other fields.' })),
};

export const paged = {
  page_size: Loose(['string', 'integer'], '20 without a word; at most 100, and larger ones count as 100.'),
  current_page: Loose(['string', 'integer'], '1 for the first.'),
  search_text: Loose(['string', 'number'], 'A part of a number or a name, in any case.'),
  created_date_from: Loose(['string'], 'yyyy-MM-dd, D-M-YYYY or D-M-YYYY, h:mm AM.'),
  created_date_to: Loose(['string'], 'As created_date_from; a day counts to its end.'),
};

export const Words = Loose(['string', 'array'], 'A word, a list of words, or such a list as JSON text.');
