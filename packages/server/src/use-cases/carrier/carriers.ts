/** Carriers that an account works with: made, read, changed, given a new secret. */
import type { CarrierDraft, CarrierRecord, FleetPrices } from '../../domain/carrier/carrier.ts';
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import {
  countCarriers,
  findCarrier,
  insertCarrier,
  listCarriers as selectCarriers,
  lockCarrier,
  saveCarrier,
  saveCarrierSecret,
} from '../../store/carrier.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { assertUrl, newSecret } from '../webhook/endpoint-rules.ts';

/** Carriers of one account at most: each is asked for a price whenever a receiver looks. */
const quota = 20;

export interface CarrierWithSecret {
  readonly carrier: CarrierRecord;
  /** `whsec_…`, to check our signatures with. Shown once; null for our own fleet. */
  readonly secret: string | null;
}

/** @throws DomainError `duplicate` (code), `url_refused`, `invalid_input` for a draft that does not fit its kind */
export async function createCarrier(deps: Deps, caller: Caller, draft: CarrierDraft): Promise<CarrierWithSecret> {
  assertFits(deps, draft);
  const now = deps.now();
  const { accountId } = caller;
  const carrier: CarrierRecord = { ...draft, accountId, id: deps.newId(), version: 1, state: 'active', createdAt: now, updatedAt: now }; // prettier-ignore
  const secret = draft.kind === 'http' ? newSecret() : null;
  return transact(deps, caller, async (tx) => {
    if ((await countCarriers(tx, accountId)) >= quota) {
      throw invalid('code', `An account can have ${quota} carriers. Pause or change one instead.`);
    }
    if (!(await insertCarrier(tx, carrier, secret === null ? null : deps.secrets.seal(secret)))) {
      throw duplicate('code', `There is a carrier ${draft.code} already.`, 'It is taken.');
    }
    return { carrier, secret };
  });
}

/** @throws DomainError `carrier_not_found` */
export async function getCarrier(deps: Deps, { accountId }: Caller, id: string): Promise<CarrierRecord> {
  const carrier = await findCarrier(deps.db.of(accountId), accountId, id);
  if (!carrier) throw notFound();
  return carrier;
}

export async function listCarriers(deps: Deps, { accountId }: Caller, page: PageOf): Promise<CarrierRecord[]> {
  return selectCarriers(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. The code and the kind stay: orders name the carrier by them. */
export type CarrierChange = Partial<Pick<CarrierRecord, 'name' | 'baseUrl' | 'prices' | 'state'>>;

/**
 * One that is paused is asked for no more prices; what it has already it brings to its end.
 * @param version that the client saw; null: any
 * @throws DomainError `carrier_not_found`, `version_conflict`, `url_refused`, `invalid_input`
 */
export async function changeCarrier(
  deps: Deps,
  caller: Caller,
  { id, version, change }: { readonly id: string; readonly version: number | null; readonly change: CarrierChange },
): Promise<CarrierRecord> {
  return transact(deps, caller, async (tx) => {
    const before = await lockCarrier(tx, caller.accountId, id);
    if (!before) throw notFound();
    if (version !== null && version !== before.version) {
      throw new DomainError('version_conflict', `The carrier is at version ${before.version}. Read it again.`);
    }
    const after = { ...before, ...change, version: before.version + 1, updatedAt: deps.now() };
    assertFits(deps, after);
    await saveCarrier(tx, after);
    return after;
  });
}

/** From now on calls are signed with the new one alone. @throws DomainError `carrier_not_found`, `invalid_input` */
export async function rotateCarrierSecret(deps: Deps, caller: Caller, id: string): Promise<CarrierWithSecret> {
  const secret = newSecret();
  return transact(deps, caller, async (tx) => {
    const before = await lockCarrier(tx, caller.accountId, id);
    if (!before) throw notFound();
    if (before.kind !== 'http') throw invalid('id', 'Our own fleet is not called, and has no secret.');
    const carrier = { ...before, version: before.version + 1, updatedAt: deps.now() };
    await saveCarrier(tx, carrier);
    await saveCarrierSecret(tx, carrier, deps.secrets.seal(secret));
    return { carrier, secret };
  });
}

function assertFits(deps: Pick<Deps, 'settings'>, { kind, baseUrl, prices }: CarrierDraft): void {
  if (kind === 'http') {
    if (baseUrl === null) throw invalid('baseUrl', 'A carrier on the other end of a line has an address.');
    if (prices !== null) throw invalid('prices', 'Such a carrier says its prices itself.');
    assertUrl(deps, baseUrl, 'baseUrl');
    if (/[?#]/.test(baseUrl)) throw invalid('baseUrl', 'Paths are added to the address: it ends without ? and #.');
    return;
  }
  if (baseUrl !== null) throw invalid('baseUrl', 'Our own fleet has no address.');
  if (prices === null) throw invalid('prices', 'Say what our own fleet asks for.');
  assertPrices(prices);
}

function assertPrices({ daysMin, daysMax, areas }: FleetPrices): void {
  if (daysMin > daysMax) throw invalid('prices.daysMax', 'The latest day comes before the earliest.');
  if (areas?.length === 0) throw invalid('prices.areas', 'Name at least one place, or none at all for everywhere.');
}

const notFound = () => new DomainError('carrier_not_found', 'There is no such carrier.');
