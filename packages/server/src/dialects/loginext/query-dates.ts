/** Ranges of time in queries. */
import { fromDateTime } from './wire.ts';
import type { ElementFault } from './schemas/fields.ts';

/** The instants of two parameters, or what is wrong with them, added to the faults. */
export function readRange(
  query: Readonly<Record<string, string | undefined>>,
  [first, second]: readonly [string, string],
  faults: ElementFault[],
): { readonly from: Date; readonly until: Date } | null {
  const [from, until] = [read(query[first], first, faults), read(query[second], second, faults)];
  if (!from || !until) return null;
  if (until < from) faults.push({ key: second, message: [`${second} is before ${first}`] });
  return { from, until };
}

function read(text: string | undefined, key: string, faults: ElementFault[]): Date | null {
  const date = fromDateTime(text ?? '');
  if (date) return date;
  const why = text === undefined || text === '' ? `${key} is mandatory.` : `${key} is invalid. The format is yyyy-MM-dd HH:mm:ss`; // prettier-ignore
  faults.push({ key, message: [why] });
  return null;
}
