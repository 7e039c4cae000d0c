/** A task as a partner of GotSurge's sends it: the sample of the document with all that it has lost. */
import { fixture } from './fixture.ts';

export type TaskBody = Readonly<Record<string, unknown>>;

/** Of the far future, so that no window is over. */
export function taskBody(change: TaskBody = {}): TaskBody {
  // a file of ours, with one task in it
  const { tasks } = fixture('gotsurge', 'task-create.request') as { readonly tasks: readonly [TaskBody] };
  return { ...tasks[0], ...change };
}
