/** Thrown for a request that cannot be read at all, which is another thing than a value that is refused. */
import type { Fault } from '../../domain/errors.ts';

export class Malformed extends Error {
  readonly fault: Fault;
  /** 413: too large. 415: of another media type. 400: anything else. */
  readonly status: 400 | 413 | 415;

  constructor(path: string, message: string, status: 400 | 413 | 415 = 400) {
    super(message);
    this.name = 'Malformed';
    this.fault = { path, message };
    this.status = status;
  }
}
