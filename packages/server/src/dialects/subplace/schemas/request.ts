/** What every body holds, and what all lists take. Values come as texts, numbers or null. */
import { Type } from 'typebox';

const Loose = (types: readonly string[], description: string) =>
  Type.Optional(Type.Unsafe<unknown>({ type: [...types, 'null'], description }));

export const signed = {
  key: Type.String({ description: 'API key, 32 hex digits.' }),
  // not checked here: a signature that is missing is a wrong one
  signature: Type.Optional(
    Type.String({ description: 'Security signature: hex HMAC-SHA256 over the other fields. Required.' }),
  ),
};

export const paged = {
  page_size: Loose(
    ['string', 'integer'],
    'Of lists 20 without a word and 100 at most, of bills 1000; larger ones are cut to that.',
  ),
  current_page: Loose(['string', 'integer'], '1 for the first.'),
  search_text: Loose(['string', 'number'], 'A part of a number or a name, in any case; 255 characters at most.'),
  created_date_from: Loose(['string'], 'yyyy-MM-dd, D-M-YYYY or D-M-YYYY, h:mm AM, in the account’s time zone.'),
  created_date_to: Loose(['string'], 'As created_date_from; a day counts to its end.'),
};

export const Words = Loose(['string', 'array'], 'A word, a list of words, or such a list as JSON text.');
