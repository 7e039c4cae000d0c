/** What carriers ask for bringing an order to its receiver. */
import type { CarrierRecord, Shipment } from '../../domain/carrier/carrier.ts';
import { DomainError } from '../../domain/errors.ts';
import { listActiveCarriers } from '../../store/carrier.ts';
import type { Caller } from '../caller.ts';
import { openCarrier } from '../carrier/open-carrier.ts';
import { gatherShipment, nameOf } from '../carrier/shipment.ts';
import type { Deps } from '../deps.ts';
import type { Quote, QuotedOffer } from './verbs.ts';

/** @throws DomainError `invalid_input` for a pickup point that the provider has not registered */
export const quote: Quote = async (deps, { provider, service, currency }, details, { address, position, phone }) => {
  const { accountId } = provider;
  const { receiver, orderId } = details;
  const to = { name: nameOf(receiver), phone: phone ?? receiver.phone, address, position };
  const input = { accountId, serviceId: service.id, details, to, currency, reference: `${service.code}/${orderId}` };
  const shipment = await gatherShipment(deps, input);
  const carriers = await listActiveCarriers(deps.db.of(accountId), accountId);
  const caller: Caller = { accountId, actor: 'receiver', credentialId: null };
  const offers = await Promise.all(carriers.map((carrier) => offersOf(deps, caller, carrier, shipment)));
  return offers.flat().sort(cheapestFirst);
};

/** None from one that does not answer: the receiver chooses among the others. */
export async function offersOf(
  deps: Deps,
  caller: Caller,
  record: CarrierRecord,
  shipment: Shipment,
): Promise<readonly QuotedOffer[]> {
  try {
    const carrier = await openCarrier(deps, caller, record);
    const offers = await carrier.offers(shipment);
    return offers.map((offer) => ({ carrierId: record.id, carrierName: record.name, offer }));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'partner_unavailable') throw error;
    deps.log.warn({ err: error, account: record.accountId, carrier: record.id }, 'a carrier makes no offer');
    return [];
  }
}

/** Then the sooner; of two alike always the same one. */
export function cheapestFirst(a: QuotedOffer, b: QuotedOffer): number {
  return (
    a.offer.price.amount - b.offer.price.amount ||
    a.offer.estimatedEnd.getTime() - b.offer.estimatedEnd.getTime() ||
    (a.carrierId + a.offer.code < b.carrierId + b.offer.code ? -1 : 1)
  );
}
