/** What the caller's thread and the worker threads say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { Plan, Progress, RouteRef } from '../plan-types.ts';
import type { Problem, Shipment } from '../problem.ts';
import type { Ways } from '../solver/ways.ts';
import type { PackedRoutes } from './packed-routes.ts';
import type { Control, SharedMemory } from './shared.ts';

/** What a thread is in a team, told before its work is known. */
export interface Post {
  /** 0 is the lead: it checks and prepares the problem and hands it on, so that the caller's thread sends it once. */
  readonly thread: number;
  readonly control: Control;
  /** The lead's way to each of the others; theirs to the lead. */
  readonly ports: readonly MessagePort[];
}

export interface Request {
  /** Without its shipments, which follow in parts; a matrix is in shared memory. */
  readonly problem: Problem;
  /** Whether the caller has found it in order. */
  readonly checked: boolean;
  readonly threads: number;
  readonly seed: number;
  readonly iterations: number;
  /** Milliseconds since the epoch; the deadline is when the caller wants the plan. */
  readonly began: number;
  readonly deadline: number;
  readonly initial: readonly RouteRef[] | null;
}

/** What the lead makes of a request for all threads. */
export interface Job extends Request {
  readonly places: readonly number[];
  readonly ways: Ways;
  readonly memory: SharedMemory;
}

export type Order =
  | { readonly kind: 'join'; readonly post: Post }
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'shipments'; readonly part: readonly Shipment[]; readonly last: boolean }
  /** To the thread that found the best plan, unless it has written it: the others' are not waited for. */
  | { readonly kind: 'write' }
  /** The planning is over: nothing of it is kept. */
  | { readonly kind: 'rest' };

export interface WrittenPlan extends Pick<Plan, 'unassigned' | 'cost' | 'trace'> {
  readonly packed: PackedRoutes;
  readonly iterations: number;
}

export type Report =
  | { readonly kind: 'refused'; readonly path: string; readonly advice: string }
  /** From here on there is something to wait for when time is up. */
  | { readonly kind: 'hasPlan' }
  /** Time was up before it could. */
  | { readonly kind: 'unprepared' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | {
      readonly kind: 'found';
      readonly score: number;
      readonly cost: number;
      readonly iterations: number;
      /** Whether it is going to write its plan without being asked. */
      readonly writes: boolean;
    }
  | { readonly kind: 'written'; readonly plan: WrittenPlan };
