/** Pure: public orders and services between the wire and the core. */
import type * as core from '../../domain/public-order/public-order.ts';
import type { NewPublicOrder as Draft, StandingOrder } from '../../use-cases/public-order/public-orders.ts';
import type { GrantedService } from '../../use-cases/public-order/public-services.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { isoOrNull } from './iso.ts';
import type { NewProduct, NewPublicOrder, PublicOrder } from './schemas/public-order.ts';
import type { PublicService } from './schemas/public-service.ts';
import { toNativeStatus } from './status.ts';

/** @throws DomainError `invalid_input` for a time that is none */
export function toPublicOrderDraft(body: NewPublicOrder, now: Date): Draft {
  const { type, id, name, firstName, email, phone } = body.receiver;
  return {
    serviceCode: body.service,
    orderId: body.orderId,
    isPaid: body.isPaid ?? false,
    message: body.message ?? null,
    receiver: {
      type,
      id,
      name: name ?? null,
      firstName: firstName ?? null,
      email: email ?? null,
      phone: phone ?? null,
    },
    pickupPointCode: body.pickupPointCode ?? null,
    submittedAt: toInstantOrNull('submittedAt', body.submittedAt) ?? now,
    acceptedUntil: toInstant('acceptedUntil', body.acceptedUntil),
    readyAt: toInstant('readyAt', body.readyAt),
    products: body.products.map(toProduct),
  };
}

function toProduct({ code, description, price, holder, ...sizes }: NewProduct): Draft['products'][number] {
  return {
    code: code ?? null,
    description: description ?? null,
    ...sizes,
    price: price.amount,
    currency: price.currency,
    holder: holder ? { id: holder.id ?? null, name: holder.name ?? null, firstName: holder.firstName ?? null } : null,
  };
}

export function toPublicOrder(order: StandingOrder): PublicOrder {
  const { currency, remote } = order;
  return {
    id: order.deliveryId,
    service: order.serviceCode,
    orderId: order.orderId,
    state: toNativeStatus[order.state],
    isPaid: order.isPaid,
    message: order.message,
    receiver: { ...order.receiver },
    pickupPointCode: order.pickupPointCode,
    submittedAt: order.submittedAt.toISOString(),
    acceptedUntil: order.acceptedUntil.toISOString(),
    readyAt: order.readyAt.toISOString(),
    products: order.products.map((one) => ({ ...one, price: { amount: one.price, currency } })),
    remote: remote && toRemote(remote, currency),
  };
}

function toRemote(report: core.RemoteReport, currency: string): NonNullable<PublicOrder['remote']> {
  return {
    status: report.status,
    message: report.message,
    carrierName: report.carrierName,
    trackingId: report.trackingId,
    estimatedFrom: isoOrNull(report.estimated.from),
    estimatedUntil: isoOrNull(report.estimated.until),
    cost: report.cost === null ? null : { amount: report.cost, currency },
    at: report.at.toISOString(),
  };
}

export function toPublicService(service: GrantedService): PublicService {
  const { id, code, name, currency, credentialIds, createdAt } = service;
  return { id, code, name, currency, credentialIds: [...credentialIds], createdAt: createdAt.toISOString() };
}
