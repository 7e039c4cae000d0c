/** Reads a list inside an element by the table of what it holds. Pure. */
import { noCurrency, readFields, type ElementFault, type Fields, type Values } from './schemas/fields.ts';

const most = 100;

/** @param faults takes what is wrong with the list and with each of its members */
export function listIn<F extends Fields>(
  sent: unknown,
  key: string,
  fields: F,
  faults: ElementFault[],
): readonly Values<F>[] {
  if (sent === undefined) return [];
  if (!Array.isArray(sent) || sent.length > most) {
    faults.push({ key, message: [`A list of at most ${most} is expected.`] });
    return [];
  }
  return sent.map((one: unknown, index) => {
    const { values, faults: read } = readFields(one, fields, noCurrency, `${key}[${index}].`);
    faults.push(...read);
    return values;
  });
}
