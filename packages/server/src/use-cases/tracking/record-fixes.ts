/** Takes fixes of many devices at once: each is judged on its own, the good ones are stored in one batch. */
import { DomainError, invalid } from '../../domain/errors.ts';
import { refusalOf, type Position } from '../../domain/tracking/position.ts';
import { trackerIdsByCode } from '../../store/tracker.ts';
import type { Deps } from '../deps.ts';
import { requireTracker } from '../fleet/trackers.ts';
import type { Identity } from '../identity.ts';

/** A fix, and the code of the device that it is of. */
export interface FixOf {
  readonly trackerCode: string;
  readonly fix: Position;
}

/**
 * Stores what can be believed, of devices that the account has or makes on the way.
 * @returns for each fix why it was refused, null for one that is stored
 * @throws DomainError `too_many_requests`
 */
export async function recordFixes(
  deps: Deps,
  { account }: Identity,
  fixes: readonly FixOf[],
): Promise<readonly (DomainError | null)[]> {
  const now = deps.now();
  const judged = fixes.map(({ fix }) => {
    const refusal = refusalOf(fix, now);
    return refusal && invalid(refusal.path, refusal.message);
  });
  const wanted = new Set(fixes.flatMap(({ trackerCode }, index) => (judged[index] ? [] : [trackerCode])));
  const db = deps.db.of(account.id);
  const known = new Map(await trackerIdsByCode(db, account.id, [...wanted]));
  const unknown = new Map<string, DomainError>();
  for (const code of wanted) {
    if (known.has(code)) continue;
    try {
      known.set(code, await requireTracker(deps, db, account, code));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      unknown.set(code, error);
    }
  }
  const good = fixes.flatMap(({ trackerCode, fix }, index) => {
    const trackerId = judged[index] ? undefined : known.get(trackerCode);
    return trackerId === undefined ? [] : [{ accountId: account.id, trackerId, fix }];
  });
  if (good.length > 0) await deps.positions.store(good);
  return fixes.map(({ trackerCode }, index) => judged[index] ?? unknown.get(trackerCode) ?? null);
}
