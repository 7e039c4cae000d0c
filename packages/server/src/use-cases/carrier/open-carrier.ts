/** A carrier ready to be asked, whatever its kind. */
import type { Carrier, CarrierRecord } from '../../domain/carrier/carrier.ts';
import { findCarrierSecret } from '../../store/carrier.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { fleetCarrier } from './fleet-carrier.ts';
import { httpCarrier } from './http-carrier.ts';

/** @param caller in whose name our own fleet is told. */
export async function openCarrier(deps: Deps, caller: Caller, record: CarrierRecord): Promise<Carrier> {
  if (record.kind === 'fleet') return fleetCarrier(deps, caller, record);
  const sealed = await findCarrierSecret(deps.db.of(caller.accountId), caller.accountId, record.id);
  if (!sealed) throw new Error('A carrier on the other end of a line has no secret.');
  return httpCarrier(deps, record, deps.secrets.open(sealed));
}
