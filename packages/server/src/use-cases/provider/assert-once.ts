/** A list in which each code stands once. */
import { duplicate } from '../../domain/errors.ts';

/** @param list the field that it came in. @throws DomainError `duplicate` */
export function assertOnce(list: string, named: readonly { readonly code: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { code }] of named.entries()) {
    if (seen.has(code)) throw duplicate(`${list}.${index}.code`, 'A code comes twice.', 'It comes twice.');
    seen.add(code);
  }
}
