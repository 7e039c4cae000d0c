/** Whether the time that two things take says which of them was done. */

const pairs = 200;

/** Standard deviations by which it is not a coin's toss which of the two takes longer. */
async function bias(timeOf: (which: 'one' | 'other') => bigint | Promise<bigint>): Promise<number> {
  let later = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    // by turns, so that neither always comes first
    const isEven = pair % 2 === 0;
    const first = await timeOf(isEven ? 'one' : 'other');
    const second = await timeOf(isEven ? 'other' : 'one');
    if (isEven ? second > first : first > second) later += 1;
  }
  return Math.abs(later - pairs / 2) / (Math.sqrt(pairs) / 2);
}

/**
 * What chance makes once in four hundred runs it does not make four times in a row.
 * @param timeOf nanoseconds that the one or the other takes
 */
export async function tellsApart(timeOf: Parameters<typeof bias>[0]): Promise<boolean> {
  for (let run = 0; run < 4; run += 1) if ((await bias(timeOf)) <= 3) return false;
  return true;
}
