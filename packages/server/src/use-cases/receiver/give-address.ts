/** A receiver says where the goods are to go. */
import type { ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import { romanianName } from '../../domain/receiver/town-names.ts';
import {
  faultsOf,
  phoneOf,
  toAddress,
  type AddressFaults,
  type TypedAddress,
} from '../../domain/receiver/typed-address.ts';
import type { Deps } from '../deps.ts';
import { geocode } from '../geo/geocode.ts';
import { keepDraft } from './session.ts';

/**
 * What was chosen for another address counts no more.
 * @returns faults: then nothing is written
 */
export async function giveAddress(
  deps: Deps,
  session: ReceiverSession,
  typed: TypedAddress,
  knows: { readonly knowsPhone: boolean },
): Promise<AddressFaults | null> {
  const faults = faultsOf(typed, knows);
  if (Object.keys(faults).length > 0) return faults;
  const address = toAddress(typed);
  const found = await geocode(deps, {
    ...address,
    city: romanianName(typed.city),
    state: address.state && romanianName(address.state),
  });
  if (!found) return { city: 'unknown_place' };
  const to = { address, position: { lat: found.lat, lng: found.lng }, phone: phoneOf(typed) };
  await keepDraft(deps, session, { typed, to, offers: [], chosen: null, formId: null });
  return null;
} // prettier-ignore
