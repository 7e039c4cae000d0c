/** Reconciliations as the account sees them: begun each day or by hand, and read. */
import { DomainError } from '../../domain/errors.ts';
import {
  findReconciliation,
  insertReconciliation,
  listHubAccounts,
  listReconciliations as selectReconciliations,
  type Reconciliation,
} from '../../store/reconciliation.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

export type { Reconciliation } from '../../store/reconciliation.ts';

/** `YYYY-MM-DD`, UTC. */
export const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

/** Begins that of the day for each account with providers; one that is there already stays. */
export async function openReconciliations(deps: Pick<Deps, 'db' | 'newId' | 'now'>): Promise<void> {
  for (const accountId of await listHubAccounts(deps.db.house)) {
    await insertReconciliation(deps.db.house, start(deps, accountId), false);
  }
}

/** Begins that of today, anew where there is one: a job works on it within a minute. */
export async function startReconciliation(deps: Pick<Deps, 'db' | 'newId' | 'now'>, caller: Caller): Promise<Reconciliation> {
  const run = start(deps, caller.accountId);
  return transact(deps, caller, async (tx) => {
    await insertReconciliation(tx, run, true);
    return { ...run, findings: [] };
  });
} // prettier-ignore

/** @param day `YYYY-MM-DD` @throws DomainError `reconciliation_not_found` */
export async function getReconciliation(
  { db }: Pick<Deps, 'db'>,
  { accountId }: Caller,
  day: string,
): Promise<Reconciliation> {
  const found = isDay(day) ? await findReconciliation(db.of(accountId), accountId, day) : null;
  if (!found) throw new DomainError('reconciliation_not_found', 'There is no reconciliation of that day.');
  return found;
}

/** The newest first, without their findings. */
export async function listReconciliations(
  { db }: Pick<Deps, 'db'>,
  { accountId }: Caller,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Omit<Reconciliation, 'findings'>[]> {
  return selectReconciliations(db.of(accountId), accountId, page);
}

/** A day of the calendar. */
export function isDay(text: string): boolean {
  return /^2\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(new Date(text)) === text;
}

function start({ newId, now }: Pick<Deps, 'newId' | 'now'>, accountId: string): Omit<Reconciliation, 'findings'> {
  const createdAt = now();
  const counted = { orders: 0, findings: 0, after: null, finishedAt: null };
  return { accountId, day: dayOf(createdAt), id: newId(), counted, createdAt };
}
