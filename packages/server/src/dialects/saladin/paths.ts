/**
 * Where the operations stand below the prefix. The document leaves its endpoints open: the first path is of our own choice, a
 * second one the operator may set, where a partner's client wants it.
 */
import type { Settings } from '../../use-cases/deps.ts';

const base = '/api/v1/delivery-insurance/sme';

export type Operation = keyof NonNullable<Settings['insurancePaths']>;

/** Each with whether it is left out of the OpenAPI document: operations stand there once. */
export function pathsOf(
  operation: Operation,
  { settings }: { readonly settings: Pick<Settings, 'insurancePaths'> },
): readonly { readonly path: string; readonly hide: boolean }[] {
  const path = `${base}/${operation}`;
  const other = settings.insurancePaths?.[operation] ?? path;
  return [{ path, hide: false }, ...(other === path ? [] : [{ path: other, hide: true }])];
}
