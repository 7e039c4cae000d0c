/** Tasks as they are answered: at this moment, with addresses of ours. */
import type { TaskView } from '../../domain/task/task-view.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { TaskDetail } from './schemas/task-detail.ts';
import { toTaskDetail } from './task-view.ts';

export function showTask(deps: Pick<Deps, 'now' | 'publicUrl'>, view: TaskView): TaskDetail {
  return toTaskDetail(view, { now: deps.now(), publicUrl: deps.publicUrl() });
}

/** All of the same moment. */
export function showTasks(
  deps: Pick<Deps, 'now' | 'publicUrl'>,
  views: readonly TaskView[],
): { readonly tasks: TaskDetail[]; readonly server_time: string } {
  const around = { now: deps.now(), publicUrl: deps.publicUrl() };
  return { tasks: views.map((view) => toTaskDetail(view, around)), server_time: around.now.toISOString() };
}

/** As `showTasks`, for calls about tasks that were there before. */
export function showUpdated(
  deps: Pick<Deps, 'now' | 'publicUrl'>,
  views: readonly TaskView[],
): { readonly updated_tasks: TaskDetail[]; readonly server_time: string } {
  const { tasks, server_time } = showTasks(deps, views);
  return { updated_tasks: tasks, server_time };
}
