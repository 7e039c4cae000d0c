/** Calls about several tasks, and their answers. */
import { Type, type Static } from 'typebox';
import { Meta, PageQuery } from './meta.ts';
import { Instant, Maybe, Named, OneOf } from './shape.ts';
import { TaskDetail } from './task-detail.ts';

/** Tasks in one call that are there already. */
const most = 200;

const Shown = Named(TaskDetail);

export const MadeTasks = Type.Object({ tasks: Type.Array(Shown), server_time: Instant });
export const MadePlatformTasks = Type.Object({ total_tasks: Type.Integer(), ...MadeTasks.properties });

/** The document shows an object here; then it holds the tasks by their ids. */
const ById = Type.Record(Type.String(), Shown);
export const MadeDrafts = Type.Object({
  total_tasks: Type.Integer(),
  tasks: Type.Unsafe<TaskDetail[] | Record<string, TaskDetail>>({ anyOf: [Type.Array(Shown), ById] }),
  server_time: Instant,
});
export type MadeDrafts = Static<typeof MadeDrafts>;

export const ListQuery = Type.Object({
  ...PageQuery.properties,
  order: Type.Optional(OneOf(['asc', 'desc'], 'By the time they were made; `asc` when it is not given.')),
});
export const TaskList = Type.Object({ meta: Meta, tasks: Type.Array(Shown) });

export const Cancellation = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000 }) });
export const Cancelled = Type.Object({ message: Type.String() });

export const TaskIds = Type.Object({ task_ids: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: most }) }); // prettier-ignore

/** The document has lost the names: the task by `id` or `task_id`. */
const Label = {
  id: Maybe(Type.String({ maxLength: 100, description: 'Of the task; or give task_id.' })),
  task_id: Maybe(Type.String({ maxLength: 100, description: 'Another name of id.' })),
} as const;
const TrackingId = Type.String({ maxLength: 1000 });
export const MaybeLabelled = Type.Object({
  tasks: Type.Array(Type.Object({ ...Label, tracking_id: Maybe(TrackingId) }), { minItems: 1, maxItems: most }),
});
export const Labelled = Type.Object({
  tasks: Type.Array(Type.Object({ ...Label, tracking_id: TrackingId }), { minItems: 1, maxItems: most }),
});

export const UpdatedTasks = Type.Object({ updated_tasks: Type.Array(Shown), server_time: Instant });
