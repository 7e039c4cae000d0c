/** Pure: a new delivery from the wire, as the core takes it. Missing and null are the same. */
import type { Account } from '../../domain/account/account.ts';
import type * as core from '../../domain/delivery/delivery.ts';
import { hasLeg } from '../../domain/delivery/delivery.ts';
import { invalid } from '../../domain/errors.ts';
import { toAddress } from './drafts.ts';
import { toInstantOrNull } from './instants.ts';
import type { Money } from './schemas/money.ts';
import type { NewDelivery, NewItem, NewPackage, NewPlace } from './schemas/new-delivery.ts';

/** @throws DomainError `invalid_input` for a leg without its place, money in another currency, a package named twice */
export function toDeliveryDraft(body: NewDelivery, account: Account, now: Date): core.DeliveryDraft {
  const currency = body.currency ?? body.goodsValue?.currency ?? account.currency;
  for (const leg of ['pickup', 'dropoff'] as const) {
    if (hasLeg(body.legs, leg) && !body[leg]) throw invalid(leg, `A delivery with a ${leg} leg needs this place.`);
  }
  const packages = body.packages ?? [];
  if (new Set(packages.map(({ code }) => code)).size < packages.length) {
    throw invalid('packages', 'Two packages have the same code.');
  }
  return {
    orderNumber: body.orderNumber,
    waybillNumber: body.waybillNumber ?? null,
    service: body.service ?? null,
    direction: body.direction ?? 'forward',
    legs: body.legs,
    orderedAt: toInstantOrNull('orderedAt', body.orderedAt) ?? now,
    distributionCentre: body.distributionCentre ?? null,
    weightGrams: body.weightGrams ?? null,
    volumeMm3: body.volumeMm3 ?? null,
    goodsValue: toMinorUnits('goodsValue', body.goodsValue, currency),
    currency,
    declaredPackages: body.declaredPackages ?? null,
    paymentMode: body.paymentMode ?? null,
    cashOnPickup: toMinorUnits('cashOnPickup', body.cashOnPickup, currency),
    partialAllowed: body.partialAllowed ?? false,
    returnAllowed: body.returnAllowed ?? true,
    cancellationAllowed: body.cancellationAllowed ?? true,
    carriage: body.carriage ?? null,
    dropoffKind: body.dropoffKind ?? null,
    pickup: body.pickup ? toPlace('pickup', body.pickup) : null,
    dropoff: body.dropoff ? toPlace('dropoff', body.dropoff) : null,
    returnTo: body.returnTo ? toPlace('returnTo', body.returnTo) : null,
    packages: packages.map((one, index) => toPackage(`packages.${index}`, one, currency)),
  };
}

function toPlace(path: string, body: NewPlace): core.Place {
  return {
    branch: body.branch ?? null,
    customerCode: body.customerCode ?? null,
    customerName: body.customerName ?? null,
    email: body.email ?? null,
    phone: body.phone ?? null,
    address: toAddress(body.address ?? {}),
    position: body.position ?? null,
    window: {
      from: toInstantOrNull(`${path}.window.from`, body.window?.from),
      until: toInstantOrNull(`${path}.window.until`, body.window?.until),
    },
    serviceMinutes: body.serviceMinutes ?? null,
    notes: body.notes ?? null,
  };
}

function toPackage(path: string, body: NewPackage, currency: string): core.Package {
  return {
    code: body.code,
    type: body.type ?? null,
    amount: toMinorUnits(`${path}.amount`, body.amount, currency),
    units: body.units ?? null,
    state: 'expected',
    loadedUnits: 0,
    unloadedUnits: 0,
    items: (body.items ?? []).map((item, index) => toItem(`${path}.items.${index}`, item, currency)),
  };
}

function toItem(path: string, body: NewItem, currency: string): core.Item {
  return {
    code: body.code,
    name: body.name ?? null,
    price: toMinorUnits(`${path}.price`, body.price, currency) ?? 0,
    quantity: body.quantity,
    deliveredQuantity: null,
    type: body.type ?? null,
    weightGrams: body.weightGrams ?? null,
  };
}

/** A delivery has one currency. @throws DomainError `invalid_input` */
function toMinorUnits(path: string, money: Money | null | undefined, currency: string): number | null {
  if (!money) return null;
  if (money.currency !== currency) throw invalid(`${path}.currency`, `The delivery is in ${currency}.`);
  return money.amount;
}
