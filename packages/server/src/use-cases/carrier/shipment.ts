/** What a carrier is to know of an order: from where, to where, what and how much of it. */
import type { Parcel, Shipment, ShipmentEnd } from '../../domain/carrier/carrier.ts';
import { invalid } from '../../domain/errors.ts';
import type { PickupPoint } from '../../domain/provider/provider.ts';
import type { OrderDetails, Receiver } from '../../domain/public-order/public-order.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { findPickupPoint } from '../../store/shipping-partners.ts';
import type { Deps } from '../deps.ts';

export interface ShipmentInput {
  readonly accountId: string;
  readonly serviceId: string;
  readonly details: OrderDetails;
  readonly to: ShipmentEnd;
  readonly currency: string;
  readonly reference: string;
}

/** @throws DomainError `invalid_input` for a pickup point that is not registered with the provider */
export async function gatherShipment(deps: Pick<Deps, 'db'>, input: ShipmentInput): Promise<Shipment> {
  const { accountId, serviceId, details, to, currency, reference } = input;
  const code = details.pickupPointCode;
  const point = await findPickupPoint(deps.db.of(accountId), accountId, serviceId, code);
  if (!point) throw unknownPoint(code);
  return {
    from: endOf(point),
    to,
    parcels: details.products.map(toParcel),
    value: { amount: details.products.reduce((sum, { price, quantity }) => sum + price * quantity, 0), currency },
    readyAt: details.readyAt,
    reference,
  };
}

/** The same of an order that was placed. */
export async function shipmentOfOrder(deps: Pick<Deps, 'db'>, order: ShippingOrder): Promise<Shipment> {
  const { accountId, serviceId, details, receiver, address, position, currency, number } = order;
  const to = { name: nameOf(receiver), phone: receiver.phone, address, position };
  return gatherShipment(deps, { accountId, serviceId, details, to, currency, reference: number });
}

/** As one says it. */
export function nameOf({ firstName, name }: Pick<Receiver, 'firstName' | 'name'>): string | null {
  return [firstName, name].filter((part) => part !== null && part !== '').join(' ') || null;
}

function endOf({ name, phone, address, position }: PickupPoint): ShipmentEnd {
  return { name, phone, address, position };
}

function toParcel(product: OrderDetails['products'][number]): Parcel {
  const { quantity, lengthMm, widthMm, heightMm, weightGrams } = product;
  return { quantity, lengthMm, widthMm, heightMm, weightGrams };
}

const unknownPoint = (code: string | null) =>
  invalid(
    'pickupPointCode',
    code === null
      ? 'The provider has not exactly one pickup point, and the order names none.'
      : `The provider has no pickup point ${code} registered.`,
  );
