/** Reads a field that has two names: GotSurge's own, and the standard's. */
import { invalid } from '../../domain/errors.ts';

/**
 * @param names GotSurge's first: a fault is told of it
 * @throws DomainError `invalid_input` when it is missing, or when the two names say different things
 */
export function chooseField<Name extends string>(
  said: { readonly [name in Name]?: string | undefined },
  names: readonly [Name, Name],
): string {
  const [first, second] = [said[names[0]], said[names[1]]];
  const value = first ?? second;
  if (value === undefined) throw invalid(names[0], 'The field is missing.');
  if (second !== undefined && second !== value) throw invalid(names[1], `It says something else than ${names[0]}.`);
  return value;
}

/** Names of an app's key. */
export const keyNames = ['client_key', 'client_id'] as const;
