/** Plans routes: hands the problem to worker threads and gives back the best plan they come up with in time. */
import { checkProblem } from './check-problem.ts';
import { InvalidProblem } from './invalid-problem.ts';
import type { Plan, PlanOptions, RouteRef } from './plan-types.ts';
import type { Problem } from './problem.ts';
import { planWithoutSearch } from './threads/fallback.ts';
import { unpackRoutes } from './threads/packed-routes.ts';
import { abort, iterationsOfAll } from './threads/shared.ts';
import { shareTravel } from './threads/share-travel.ts';
import { isHuge, isLarge } from './threads/size.ts';
import { Team } from './threads/team.ts';

const defaultTimeLimitMs = 10_000;
/** How long after the limit or an abort the threads may take to say what they have; then it is done without them. */
const graceMs = 20;
/** Longer timers would end at once. */
const longestTimerMs = 2 ** 31 - 1;

export async function plan(problem: Problem, options: PlanOptions = {}): Promise<Plan> {
  const { signal, timeLimitMs = defaultTimeLimitMs, iterations = Infinity, initial = [] } = options;
  const began = now();
  const deadline = began + Math.max(0, timeLimitMs);
  const large = isLarge(problem, initial);
  if (!large) checkProblem(problem);
  const isOver = (): boolean => signal?.aborted === true || now() >= deadline;
  const ended = (): Plan['ended'] => (signal?.aborted === true ? 'aborted' : 'time');
  if (isOver() && !(large && initial.length > 0)) return inBrief(problem, large, ended(), initial);
  const threads = Math.max(1, Math.floor(options.threads ?? 1));
  const team = new Team(threads, iterations, options.onProgress);
  // Routes to start from are worth waiting for where following them would hold up the caller.
  const hurry = large && initial.length > 0 ? (): void => {} : (): void => team.hurry();
  const onAbort = (): void => {
    abort(team.control);
    setTimeout(hurry, graceMs);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) abort(team.control);
  const timer = setTimeout(hurry, Math.min(longestTimerMs, deadline - now() + graceMs));
  try {
    const travel = await shareTravel(problem.travel, isOver);
    if (travel === null) {
      // Either time is up, or an entry is no number, which the check names.
      if (!isOver()) checkProblem(problem);
      return inBrief(problem, large, ended(), initial);
    }
    const { seed = 1 } = options;
    const request = { problem: { ...problem, travel }, checked: !large, threads, seed, iterations, began, deadline };
    const sent = await team.send({ ...request, initial: initial.length > 0 ? initial : null }, isOver);
    const written = sent ? await team.plan : null;
    if (written === null) return inBrief(problem, large, ended(), initial);
    const { packed, unassigned, cost, trace } = written;
    const ids = problem.shipments.map(({ id }) => id);
    return {
      routes: unpackRoutes(packed, ids),
      unassigned,
      cost,
      trace,
      iterations: threads === 1 ? written.iterations : iterationsOfAll(team.control),
      ended: signal?.aborted === true ? 'aborted' : team.done ? 'iterations' : 'time',
    };
  } catch (error) {
    // Not a thing to pass on to a thread: the check says why not.
    if (large && !(error instanceof InvalidProblem)) checkProblem(problem);
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    // What a huge problem leaves behind is more than a thread is worth.
    team.dismiss(!isHuge(problem));
  }
}

/** A problem that has not been checked yet may turn out to be none. */
function inBrief(problem: Problem, large: boolean, ended: Plan['ended'], initial: readonly RouteRef[]): Plan {
  try {
    return planWithoutSearch(problem, ended, initial);
  } catch (error) {
    if (large) checkProblem(problem);
    throw error;
  }
}

/** Milliseconds since the epoch, the same in all threads. */
const now = (): number => performance.timeOrigin + performance.now();
