/** Pure: which tasks a call about several of them names. */
import type { Fault } from '../../domain/errors.ts';
import { assertFaultless } from './task-mapping.ts';
import { text } from './task-places.ts';
import { toKnownId } from './tidy-ids.ts';

interface Label {
  readonly id?: string | null;
  readonly task_id?: string | null;
  readonly tracking_id?: string | null;
}

export interface Labelled {
  readonly id: string;
  /** Undefined: nothing was said of it. */
  readonly waybillNumber?: string | null;
}

/** @throws DomainError `invalid_input` for an element that names no task, or two */
export function toLabels(labels: readonly Label[]): readonly Labelled[] {
  const faults: Fault[] = [];
  const named = labels.map(({ id, task_id, tracking_id }, index) => {
    const name = id ?? task_id ?? null;
    if (name === null) faults.push({ path: `tasks.${index}.id`, message: 'The field is missing.' });
    if (id && task_id && id !== task_id) {
      faults.push({ path: `tasks.${index}.task_id`, message: 'It names another task than id.' });
    }
    const label = typeof tracking_id === 'string' ? { waybillNumber: text(tracking_id) } : {};
    return { id: toKnownId(name ?? ''), ...label };
  });
  assertFaultless(faults);
  return named;
}
