/** The refusal of input that cannot be planned: where it is wrong, and what to do about it. */

export class InvalidProblem extends Error {
  /** Where in the input: `shipments[3].delivery.windows[0]`; empty for the whole. */
  readonly path: string;

  constructor(path: string, advice: string) {
    super(path === '' ? advice : `${path}: ${advice}`);
    this.name = 'InvalidProblem';
    this.path = path;
  }
}
