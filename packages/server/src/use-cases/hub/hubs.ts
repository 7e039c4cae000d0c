/** Hubs: made by hand, or named by a partner and made on the way when the account wants that. */
import type { Account } from '../../domain/account/account.ts';
import { DomainError, duplicate, type Fault } from '../../domain/errors.ts';
import type { Hub, HubDraft } from '../../domain/hub/hub.ts';
import { findHub, insertHubs, knownHubCodes, listHubs as selectHubs } from '../../store/hub.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** @throws DomainError `duplicate` when the account has the code already. */
export async function createHub(deps: Deps, caller: Caller, draft: HubDraft): Promise<Hub> {
  const hub: Hub = { ...draft, accountId: caller.accountId, id: deps.newId(), createdAt: deps.now() };
  return transact(deps, caller, async (tx) => {
    const made = await insertHubs(tx, [hub]);
    if (made.length === 0) {
      throw duplicate('code', `There is a hub ${draft.code} already.`, 'It is taken.');
    }
    return hub;
  });
}

/** @throws DomainError `hub_not_found` */
export async function getHub(deps: Deps, { accountId }: Caller, id: string): Promise<Hub> {
  const hub = await findHub(deps.db.of(accountId), accountId, id);
  if (!hub) throw new DomainError('hub_not_found', 'There is no such hub.');
  return hub;
}

export async function listHubs(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Hub[]> {
  return selectHubs(deps.db.of(accountId), accountId, page);
}

/** A hub code in an input, and where it stands there. */
export interface HubReference {
  readonly path: string;
  readonly code: string | null;
}

/**
 * Sees to it that every hub which an input names exists: makes the missing ones when the account's setting
 * `autoCreateReferences` is on, and otherwise
 * @throws DomainError `invalid_input` that names each unknown one.
 */
export async function requireHubs(deps: Deps, account: Account, references: readonly HubReference[]): Promise<void> {
  const codes = [...new Set(references.flatMap(({ code }) => (code === null ? [] : [code])))];
  if (codes.length === 0) return;
  const known = await knownHubCodes(deps.db.of(account.id), account.id, codes);
  const missing = codes.filter((code) => !known.has(code));
  if (missing.length === 0) return;
  if (!account.settings.autoCreateReferences) {
    const faults = references.flatMap(({ path, code }): Fault[] =>
      code !== null && missing.includes(code) ? [{ path, message: `There is no hub ${code}.` }] : [],
    );
    throw new DomainError('invalid_input', faults[0]?.message ?? 'A hub is unknown.', faults);
  }
  const hubs = missing.map((code): Hub => ({
    accountId: account.id,
    id: deps.newId(),
    code,
    name: code,
    position: null,
    geofenceMetres: null,
    address: null,
    createdAt: deps.now(),
  }));
  await insertHubs(deps.db.of(account.id), hubs);
}
