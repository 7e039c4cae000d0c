/** GotSurge's tasks and those of platforms. */
import { toVersionRev } from '../../src/dialects/gotsurge/version-rev.ts';
import { taskBody } from '../gotsurge-task.ts';
import { plain, type Id, type Probe, type Probes } from './probe.ts';

const made: Probe = { body: (id) => ({ tasks: [taskBody({ org_id: id('organisations') })] }) };
const cancel: Probe = { body: () => ({ reason: 'Wrong information' }) };
/** As it was furnished: the first version. */
const version_rev = (id: Id) => toVersionRev({ id: id('tasks'), version: 1 });
const update: Probe = { what: 'tasks', body: (id) => ({ group_tag: 'X', version_rev: version_rev(id) }) };
const broadcast: Probe = { body: (id) => ({ task_ids: [id('drafts')] }) };
const withTracking: Probe = { body: (id) => ({ tasks: [{ id: id('drafts'), tracking_id: 'X' }] }) };

export const taskProbes: Probes = {
  'POST /gotsurge/tasks': made,
  'GET /gotsurge/tasks/:id': plain,
  'PUT /gotsurge/tasks/:id/cancel': cancel,
  'POST /gotsurge/tasks/:id/cancel': cancel,
  'GET /gotsurge/proof-files/:id': plain,
  'POST /gotsurge/platform/tasks': made,
  'POST /gotsurge/platform/tasks/draft': made,
  'GET /gotsurge/platform/tasks': plain,
  'GET /gotsurge/platform/tasks/:id': { what: 'tasks' },
  'PUT /gotsurge/platform/tasks/:id': update,
  'PATCH /gotsurge/platform/tasks/:id': update,
  'PUT /gotsurge/platform/tasks/broadcast': broadcast,
  'POST /gotsurge/platform/tasks/broadcast': broadcast,
  'PUT /gotsurge/platform/tasks/broadcast-with-tracking': withTracking,
  'POST /gotsurge/platform/tasks/broadcast-with-tracking': withTracking,
  'PATCH /gotsurge/platform/tasks/tracking-ids': { body: (id) => ({ tasks: [{ task_id: id('tasks'), tracking_id: 'X' }] }) },
}; // prettier-ignore
