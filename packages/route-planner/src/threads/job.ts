/** What the caller's thread and the worker threads say to each other. */
import type { Progress, RouteRef } from '../plan-types.ts';
import type { Problem } from '../problem.ts';
import type { Ways } from '../solver/ways.ts';
import type { SharedMemory } from './shared.ts';

export interface Job {
  /** Without the entries of a matrix: those are in `ways`. */
  readonly problem: Problem;
  readonly places: readonly number[];
  readonly ways: Ways;
  /** Whether the threads still have to fill the matrices. */
  readonly fill: boolean;
  readonly memory: SharedMemory;
  readonly thread: number;
  readonly threads: number;
  readonly seed: number;
  readonly iterations: number;
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly deadline: number;
  readonly initial: readonly RouteRef[] | null;
}

export type Report =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | {
      readonly kind: 'done';
      readonly score: number;
      readonly cost: number;
      readonly iterations: number;
      readonly trace: readonly Progress[];
      readonly routes: readonly RouteRef[];
    };
