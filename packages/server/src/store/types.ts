/** How PostgreSQL's values become JavaScript's, where the driver's own choice would lose or invent something. */

import { types } from 'pg';
import type { CustomTypesConfig } from 'pg';

type Parser = (text: string) => unknown;
type Name = 'int8' | 'date' | 'textArray' | 'int8Array' | 'dateArray';

/** Of PostgreSQL's own types: these numbers never change (pg_type.dat). */
const oid: Readonly<Record<Name, number>> = { int8: 20, date: 1082, textArray: 1009, int8Array: 1016, dateArray: 1182 };

/** The driver gives text, because a bigint may exceed what a number can hold exactly; ours never do. */
export const toSafeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint is beyond 2^53');
  return value;
};

/** The driver's own; its types know neither the answer nor that an extension's type has a number too. */
const driversParser = (id: number, format?: 'text' | 'binary'): Parser =>
  // oxlint-disable-next-line typescript/no-unsafe-return, typescript/no-unsafe-enum-assignment
  types.getTypeParser(id, format);

const textArray = driversParser(oid.textArray);
const eachOf =
  (parse: Parser): Parser =>
  (text) => {
    const list = textArray(text);
    return Array.isArray(list) && list.map((one: unknown) => (typeof one === 'string' ? parse(one) : one));
  };

// A calendar day has no instant: as a Date it would shift with the server's time zone.
const keepText: Parser = (text) => text;

const own = new Map<number, Parser>([
  [oid.int8, toSafeInteger],
  [oid.int8Array, eachOf(toSafeInteger)],
  [oid.date, keepText],
  [oid.dateArray, eachOf(keepText)],
]);

/** Per pool, so that nothing global changes: pg-boss keeps the driver's ways on connections of its own. */
export const typeParsers: CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : own.get(id)) ?? driversParser(id, format),
};
