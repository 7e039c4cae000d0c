/** Thrown for a request that cannot be read at all, which is a 400 and not a value that is refused. */
import type { Fault } from '../../domain/errors.ts';

export class Malformed extends Error {
  readonly fault: Fault;

  constructor(path: string, message: string) {
    super(message);
    this.name = 'Malformed';
    this.fault = { path, message };
  }
}
