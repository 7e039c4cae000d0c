/** The order number of a task, under which other partners and operators find it. */

/** Crockford's: no letters that look like digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 26;

/** The whole id in base 32: as unique as the id, and growing with it. @param id a UUID */
export function orderNumberOf(id: string): string {
  let rest = BigInt(`0x${id.replaceAll('-', '')}`);
  let text = '';
  for (let left = length; left > 0; left -= 1) {
    text = `${alphabet[Number(rest % 32n)] ?? ''}${text}`;
    rest /= 32n;
  }
  return `GS-${text}`;
}
