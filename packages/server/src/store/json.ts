/** Passes a value to a statement as one jsonb parameter. */
import { sql, type RawBuilder } from 'kysely';

export function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`;
}
