/** What an account asks for a drive in each kind of vehicle: its own prices where it has set some, else ours. */
import { DomainError } from '../../domain/errors.ts';
import { defaultPrice } from '../../domain/price/default-prices.ts';
import type { PriceRule } from '../../domain/price/price.ts';
import { vehicleKinds } from '../../domain/task/vehicle-kind.ts';
import { listPrices, replacePrices, type PriceEntry } from '../../store/price-table.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

export type { PriceEntry } from '../../store/price-table.ts';

export interface PriceInForce extends PriceEntry {
  /** False: one of ours. */
  readonly isOwn: boolean;
}

/** @returns one for each kind of vehicle, the smallest first */
export async function getPriceTable(
  { db }: Pick<Deps, 'db'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<readonly PriceInForce[]> {
  return inForce(await listPrices(db.of(accountId), accountId));
}

/**
 * Takes the place of all prices that the account had; kinds that are not named have ours again.
 * @throws DomainError `invalid_input` for a kind that is named twice
 */
export async function putPriceTable(
  deps: Pick<Deps, 'db'>,
  caller: Caller,
  prices: readonly PriceEntry[],
): Promise<readonly PriceInForce[]> {
  const faults = prices.flatMap(({ vehicleKind }, index) => {
    const first = prices.findIndex((one) => one.vehicleKind === vehicleKind);
    if (first === index) return [];
    return [{ path: `prices.${index}.vehicleKind`, message: `It has a price already, in prices.${first}.` }];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', 'A kind of vehicle has two prices.', faults);
  return transact(deps, caller, async (tx) => {
    await replacePrices(tx, caller.accountId, prices);
    return inForce(new Map(prices.map(({ vehicleKind, rule }) => [vehicleKind, rule])));
  });
}

function inForce(own: ReadonlyMap<string, PriceRule>): readonly PriceInForce[] {
  return vehicleKinds.map((vehicleKind) => {
    const rule = own.get(vehicleKind);
    return { vehicleKind, rule: rule ?? defaultPrice(vehicleKind), isOwn: rule !== undefined };
  });
}
