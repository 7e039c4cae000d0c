/** From when on the fixes of its devices are shown with a trip. */
import { sql } from 'kysely';

/**
 * Of trip `t`, in SQL; null before it set out. Many devices tell whole seconds: their fix in the second of the start
 * would lie before it.
 */
export const sinceStartOfT = sql`date_trunc('second', t.started_at)`;
