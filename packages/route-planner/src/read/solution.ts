/** Published solutions (`.sol`): `Route 1 : 5 3 12`, with or without a `#`, and perhaps `Cost 1234`. */
import { UnreadableFile } from './instance.ts';
import { linesOf, numbersOf, numbersOrNull } from './lines.ts';

export interface Solution {
  /** Customer numbers. */
  readonly routes: readonly (readonly number[])[];
  readonly cost: number | null;
}

export function readSolution(text: string): Solution {
  const routes: number[][] = [];
  let cost: number | null = null;
  for (const line of linesOf(text)) {
    const [, visits] = /^Route\s*#?\s*\d+\s*:?\s*(.*)$/iu.exec(line.text) ?? [];
    const [, sum] = /^Cost\s*:?\s*(\S+)$/iu.exec(line.text) ?? [];
    if (visits !== undefined && visits !== '') {
      const numbers = numbersOrNull({ ...line, text: visits });
      if (numbers === null) throw new UnreadableFile(`a route has something else than customer numbers`, line.number);
      // Some write the depot at both ends.
      const route = numbers.filter((number) => number !== 0);
      if (route.length > 0) routes.push(route);
    }
    if (sum !== undefined) [cost = null] = numbersOf({ ...line, text: sum }, ['cost']);
  }
  if (routes.length === 0) throw new UnreadableFile('there is no line such as "Route 1 : 5 3 12"');
  return { routes, cost };
}
