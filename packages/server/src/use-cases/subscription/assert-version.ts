/** Refuses a change by somebody who has seen another version. */
import { DomainError } from '../../domain/errors.ts';

/** @param seen null: any. @throws DomainError `version_conflict` */
export function assertVersion(thing: string, { version }: { readonly version: number }, seen: number | null): void {
  if (seen !== null && seen !== version) {
    throw new DomainError('version_conflict', `The ${thing} is at version ${version}. Read it again.`);
  }
}
