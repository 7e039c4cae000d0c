/** Lets work begin only when what was asked for before has ended. */

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Work that fails holds up nobody behind it. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
