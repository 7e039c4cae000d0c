/** Pure: between MDelivery's objects and the core's. */
import type { AccountSettings } from '../../domain/account/account.ts';
import { invalid } from '../../domain/errors.ts';
import { fromMinor } from '../../domain/money.ts';
import type { Product, Receiver } from '../../domain/public-order/public-order.ts';
import type { PublicChange, PublicOrderView, StatusReport } from '../../use-cases/public-order/verbs.ts';
import type { DeliveryChanges } from './schemas/changes.ts';
import type { OrderDetails } from './schemas/details.ts';
import type { DeliveryStatus } from './schemas/status.ts';
import { fromStatusWord, toStatusWord } from './status.ts';

type Spelling = AccountSettings['mdeliverySpelling'];

/** The core's names of fields in the document's words. */
const fieldOf: Readonly<Record<string, string>> = {
  serviceCode: 'serviceID',
  orderId: 'orderID',
  trackingId: 'trackingID',
  'estimated.from': 'carrierEstimatedDeliveryStart',
  'estimated.until': 'carrierEstimatedDeliveryEnd',
  cost: 'carrierCost',
  submittedAt: 'orderSubmittedAt',
  acceptedUntil: 'deliveryAcceptedUntil',
  readyAt: 'estimatedReadyAt',
};

/** A path of the core's; one without a word of its own stays. */
export function toField(path: string): string {
  return fieldOf[path] ?? path;
}

/** The answer of "GET order details". */
export function toOrderDetails(order: PublicOrderView, spelling: Spelling): OrderDetails {
  return {
    id: order.orderId,
    isPaid: order.isPaid,
    status: toStatusWord(order.status, spelling),
    ...known({ message: order.message }),
    receiver: toReceiver(order.receiver),
    ...known({ pickupPointCode: order.pickupPointCode }),
    orderSubmittedAt: order.submittedAt.toISOString(),
    deliveryAcceptedUntil: order.acceptedUntil.toISOString(),
    estimatedReadyAt: order.readyAt.toISOString(),
    products: order.products.map((product) => toProduct(product, order.service.currency)),
  };
}

function toReceiver({ type, id, name, firstName, email, phone }: Receiver): OrderDetails['receiver'] {
  return { type, id, ...known({ name, firstName, email, phone }) };
}

function toProduct(product: Product, currency: string): OrderDetails['products'][number] {
  const { holder } = product;
  return {
    ...known({ code: product.code, description: product.description }),
    price: fromMinor(product.price, currency),
    quantity: product.quantity,
    length: product.lengthMm / 10,
    width: product.widthMm / 10,
    height: product.heightMm / 10,
    weight: product.weightGrams / 1000,
    ...known({
      holderID: holder?.id ?? null,
      holderName: holder?.name ?? null,
      holderFirstName: holder?.firstName ?? null,
    }),
  };
}

/** Without the fields that nobody knows. */
function known<K extends string>(fields: Readonly<Record<K, string | null>>): Partial<Record<K, string>> {
  const entries = Object.entries<string | null>(fields).filter(([, value]) => value !== null);
  // the same keys, with the nulls gone
  return Object.fromEntries(entries) as Partial<Record<K, string>>;
}

/**
 * What "PUT delivery status" says. Missing and null are the same.
 * @throws DomainError `invalid_input` for a time that is none
 */
export function toStatusReport(body: DeliveryStatus): StatusReport {
  const status = fromStatusWord(body.status);
  if (status === null) throw invalid('status', 'It is none of the statuses.');
  return {
    status,
    message: body.message ?? null,
    carrierName: body.carrierName,
    trackingId: body.trackingID,
    estimated: {
      from: toInstant('estimated.from', body.carrierEstimatedDeliveryStart),
      until: toInstant('estimated.until', body.carrierEstimatedDeliveryEnd),
    },
    cost: body.carrierCost ?? null,
  };
}

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

function toInstant(path: string, text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const time = Date.parse(text);
  if (time >= earliest && time <= latest) return new Date(time);
  throw invalid(path, 'It must be a time between the years 2000 and 2200.');
}

/** The answer of "GET delivery changes". */
export function toDeliveryChanges(changes: readonly PublicChange[], spelling: Spelling): DeliveryChanges {
  return changes.map(({ service, order, status }) => ({
    serviceID: service,
    orderID: order,
    status: toStatusWord(status, spelling),
  }));
}
