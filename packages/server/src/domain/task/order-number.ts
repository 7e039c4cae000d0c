/** The order number of a task, under which other partners and operators find it. */
import { crockford } from '../crockford.ts';

const length = 26;

/** The whole id in base 32: as unique as the id, and growing with it. @param id a UUID */
export function orderNumberOf(id: string): string {
  let rest = BigInt(`0x${id.replaceAll('-', '')}`);
  let text = '';
  for (let left = length; left > 0; left -= 1) {
    text = `${crockford[Number(rest % 32n)] ?? ''}${text}`;
    rest /= 32n;
  }
  return `GS-${text}`;
}
