/** SQL of webhook attempts: how each try of a message ended. They are written with the verdict, in webhook-queue.ts. */
import type { Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface WebhookAttempt {
  readonly number: number;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly error: string | null;
  /** The beginning of the answer. Whoever shows it must escape it: it is a stranger's text. */
  readonly responseExcerpt: string | null;
}

export interface AttemptPage {
  /** The number before which to go on; null for the first page. */
  readonly before: number | null;
  readonly limit: number;
}

/** Newest first. */
export async function listAttempts(
  db: Kysely<DB>,
  accountId: string,
  messageId: string,
  { before, limit }: AttemptPage,
): Promise<WebhookAttempt[]> {
  let query = db
    .selectFrom('webhook_attempt')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('message_id', '=', messageId);
  if (before !== null) query = query.where('number', '<', before);
  const rows = await query.orderBy('number', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    number: row.number,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    status: row.status,
    error: row.error,
    responseExcerpt: row.response_excerpt,
  }));
}
