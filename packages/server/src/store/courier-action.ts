/** SQL of what couriers' phones have reported: each action once, with the answer that it got. */
import { sql, type Kysely } from 'kysely';
import type { ActionOutcome, ActionResult } from '../domain/courier/action-result.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

export interface KeptAction {
  readonly fingerprint: Buffer;
  readonly answer: ActionResult;
}

export interface NewAction extends KeptAction {
  readonly accountId: string;
  readonly courierId: string;
  /** Made by the phone. */
  readonly id: string;
  readonly kind: string;
  /** The offer, delivery or stop that it is about. */
  readonly subjectId: string;
  readonly actedAt: Date;
  readonly receivedAt: Date;
  readonly outcome: ActionOutcome;
}

/** Those of the ids that have come before. */
export async function findKeptActions(
  db: Kysely<DB>,
  accountId: string,
  courierId: string,
  ids: readonly string[],
): Promise<Map<string, KeptAction>> {
  // written by insertAction and by nothing else
  const { rows } = await sql<{ id: string; fingerprint: Buffer; answer: ActionResult }>`
    select id, fingerprint, answer from courier_action
    where account_id = ${accountId} and courier_id = ${courierId} and id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...kept }) => [id, kept]));
}

/** @returns false, with nothing written, when the phone has reported an action with this id before. */
export async function insertAction(tx: Kysely<DB>, action: NewAction): Promise<boolean> {
  const { rows } = await sql`
    insert into courier_action
      (account_id, courier_id, id, kind, subject_id, fingerprint, acted_at, received_at, outcome, answer)
    values (${action.accountId}, ${action.courierId}, ${action.id}, ${action.kind}, ${action.subjectId},
      ${action.fingerprint}, ${action.actedAt}, ${action.receivedAt}, ${action.outcome}, ${json(action.answer)})
    on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}
