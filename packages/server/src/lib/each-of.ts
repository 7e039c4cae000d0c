/** Does something with each of a list, a few at the same time. */

/** Stops beginning new ones once `work` has said false or thrown; those under way end. @returns whether all were done */
export async function eachOf<T>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<boolean>,
): Promise<boolean> {
  const rest = list.values();
  let going = true;
  const worker = async () => {
    for (const one of rest) {
      if (!going) return;
      try {
        going = (await work(one)) && going;
      } catch (error) {
        going = false;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return going;
}
