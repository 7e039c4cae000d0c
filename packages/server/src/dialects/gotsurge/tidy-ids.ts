/** Makes ids in paths uniform before anybody looks them up. */
import { isUuid } from '../../lib/new-id.ts';
import type { GotSurgeApp } from './routes/app.ts';

/** Nobody has it. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * An id that cannot be one is asked for as one that nobody has, so that it gets the very same answer. So is one in
 * capitals: the document matches ids to the letter.
 */
export function toKnownId(id: string): string {
  return isUuid(id) && id === id.toLowerCase() ? id : nobody;
}

export function tidyIds(app: GotSurgeApp): void {
  app.addHook('preValidation', async ({ params }) => {
    if (typeof params === 'object' && params !== null && 'id' in params) params.id = toKnownId(String(params.id));
  });
}
