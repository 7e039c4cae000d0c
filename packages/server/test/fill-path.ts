/** Fills the parameters of a route's path. */
import type { Id, Probe } from './probes/probe.ts';

/** The segment that stands before the first parameter says what it names, unless the probe says it. */
const kindOf = (url: string) => url.split('/')[2] ?? '';

export const hasParameters = (url: string) => url.includes('/:');

/** As the owner's probe names them. */
export function fillPath(url: string, { what = kindOf(url), path }: Pick<Probe, 'what' | 'path'>, id: Id): string {
  const named = path?.(id) ?? {};
  return url.replaceAll(/:(\w+)/g, (_all, name: string) => named[name] ?? id(what));
}

/** All with the same words. */
export function fillWith(url: string, words: string): string {
  return url.replaceAll(/:\w+/g, () => words);
}
