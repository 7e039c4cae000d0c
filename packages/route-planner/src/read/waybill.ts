/** Waybill's own format: a `Problem` as JSON. */
import { checkProblem } from '../check-problem.ts';
import type { Instance } from './instance.ts';
import { UnreadableFile } from './instance.ts';

export const isWaybill = (text: string): boolean => text.trimStart().startsWith('{');

export function readWaybill(text: string): Instance {
  const problem = parse(text);
  checkProblem(problem);
  return { name: '', format: 'waybill', problem, customers: new Map() };
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = Number(/position (\d+)/u.exec(message)?.[1] ?? text.length);
    const line = text.slice(0, position).split('\n').length;
    throw new UnreadableFile(`this is not JSON: ${message.replace(/ in JSON at position.*$/su, '')}`, line);
  }
}
