/** Plans routes for a fleet: `plan` searches, `evaluate` judges, `insert` and `explain` answer while routes are running. */
export type * from './problem.ts';
export type * from './plan-types.ts';
export { plan } from './plan.ts';
export { insert } from './insert.ts';
export { explain } from './explain.ts';
export { evaluate } from './evaluate.ts';
export { checkProblem } from './check-problem.ts';
export { InvalidProblem } from './invalid-problem.ts';
