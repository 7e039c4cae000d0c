/** Says why the server cannot start, and what its operator can do about it. */

/** Printed without a stack: `message` names the fault, `mend` the way out of it. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
  }
}
