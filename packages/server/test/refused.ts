/** For `assert.throws` and `assert.rejects`: that the core refuses it, and why. */
import { DomainError, type DomainErrorCode } from '../src/domain/errors.ts';

export const refused = (code: DomainErrorCode) => (error: unknown) =>
  error instanceof DomainError && error.code === code;
