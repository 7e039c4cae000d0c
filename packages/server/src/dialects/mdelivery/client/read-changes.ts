/** Reads the answer of "GET delivery changes". */
import { fieldsOf, readJson, Senseless, within, words } from '../../../lib/foreign-json.ts';
import type { ToldChange } from '../../../use-cases/provider/provider-calls.ts';
import { readStatus } from './read-status.ts';

/** The sample has its rows in a list within the list. @throws Senseless */
export function readChanges(text: string): readonly ToldChange[] {
  const answer = readJson(text);
  if (!Array.isArray(answer)) throw new Senseless('the answer is no list.');
  return answer.flat().map((row: unknown, index) => {
    const place = `[${index}]`;
    const fields = fieldsOf(row, place);
    return within(place, () => ({
      serviceCode: words(fields, 'serviceID', 100),
      orderId: words(fields, 'orderID', 100),
      // one order whose word is unknown does not keep the others from being heard
      status: readStatus(words(fields, 'status', 1000)),
    }));
  });
}
