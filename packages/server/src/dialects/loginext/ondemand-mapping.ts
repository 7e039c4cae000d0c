/** From OnDemand's orders to the core's words. Pure; faults are collected, not thrown one by one. */
import { blankAddress, blankPlace } from '../../domain/delivery/blank-place.ts';
import type { DeliveryDraft, PaymentMode, Place } from '../../domain/delivery/delivery.ts';
import { doorOf, placeFaults } from './door-block.ts';
import { ElementRefused } from './errors.ts';
import { isRecord, readFields, type ElementFault, type Values } from './schemas/fields.ts';
import { fixedPickup, signsOfVariable, variablePickup } from './schemas/ondemand.ts';
import { fromPaymentType } from './status.ts';

export interface OnDemandDraft {
  readonly draft: DeliveryDraft;
  /** Whether the partner named the order's date; a fixed pickup has none. */
  readonly dated: boolean;
}

/**
 * An order with a variable pickup, where a field says so that only such an order has; else one with a fixed pickup.
 * @param now the order's date, where it has none of its own
 * @throws ElementRefused that names every faulty field
 */
export function toOnDemandDraft(element: unknown, currency: string, now: Date): OnDemandDraft {
  const isVariable = isRecord(element) && signsOfVariable.some((name) => (element[name] ?? '') !== '');
  if (isVariable) return { draft: toVariable(element, currency), dated: true };
  return { draft: toFixed(element, currency, now), dated: false };
}

/** The goods lie at the distribution centre; we know the receiver's quarter and, at best, a line of address. */
function toFixed(element: unknown, currency: string, now: Date): DeliveryDraft {
  const { values, faults: read } = readFields(element, fixedPickup, currency);
  const faults = [...read];
  const payment = readPayment(values, faults);
  const { orderNo } = values;
  if (faults.length > 0 || orderNo === undefined) throw new ElementRefused(400, faults);
  return {
    ...unsaid,
    ...payment,
    orderNumber: orderNo,
    legs: 'dropoff',
    orderedAt: now,
    distributionCentre: values.distributionCenter ?? null,
    currency,
    dropoff: {
      ...blankPlace,
      customerName: values.customerName ?? null,
      phone: values.deliverPhoneNumber ?? null,
      address: {
        ...blankAddress,
        street: values.address ?? null,
        landmark: values.subLocality ?? null,
        locality: values.locality ?? null,
      },
    },
  };
}

function toVariable(element: unknown, currency: string): DeliveryDraft {
  const { values, faults: read } = readFields(element, variablePickup, currency);
  const faults = [...read];
  const payment = readPayment(values, faults);
  const pickup = placeOf(values, 'pickup', 'Pickup', faults);
  const dropoff = placeOf(values, 'deliver', 'Deliver', faults);
  const { orderNo, shipmentOrderDt } = values;
  if (faults.length > 0 || orderNo === undefined || !shipmentOrderDt) throw new ElementRefused(400, faults);
  return {
    ...unsaid,
    ...payment,
    orderNumber: orderNo,
    waybillNumber: values.awbNumber ?? null,
    legs: 'both',
    orderedAt: shipmentOrderDt,
    distributionCentre: values.distributionCenter ?? null,
    weightGrams: values.deliverCapacityInWeight ?? null,
    volumeMm3: values.deliverCapacityInVolume ?? null,
    currency,
    // units are a Double in the table: half a unit takes the room of one
    declaredPackages: values.deliverCapacityInUnits === undefined ? null : Math.ceil(values.deliverCapacityInUnits),
    // the table has one spelling, Mile's another
    partialAllowed: values.isPartialDeliveryAllowedFl ?? values.partialDeliveryAllowedFl ?? false,
    pickup,
    dropoff,
  };
}

type Money = Pick<Values<typeof fixedPickup>, 'paymentType' | 'packageValue' | 'cashOnDelivery' | 'cashOnPickup'>;

/** The value of the goods is what is collected for them, or what the partner names when they are paid for. */
function readPayment(
  { paymentType, packageValue, cashOnDelivery, cashOnPickup }: Money,
  faults: ElementFault[],
): Pick<DeliveryDraft, 'paymentMode' | 'goodsValue' | 'cashOnPickup'> {
  const paymentMode = paymentModeOf(paymentType, cashOnDelivery);
  if (paymentType !== undefined && paymentMode === null) {
    faults.push({ key: 'paymentType', message: ['Payment type is invalid'] });
  }
  // an amount that cannot be read has been named already
  const isNamed = faults.some(({ key }) => key === 'cashOnDelivery');
  if (paymentMode === 'cod' && cashOnDelivery === undefined && !isNamed) {
    faults.push({ key: 'cashOnDelivery', message: ['Cash on delivery is mandatory.'] });
  }
  const goodsValue = (paymentMode === 'cod' ? cashOnDelivery : packageValue) ?? null;
  return { paymentMode, goodsValue, cashOnPickup: cashOnPickup ?? null };
}

/** With a variable pickup the type may be missing; cash to collect is cash on delivery all the same. */
function paymentModeOf(word: string | undefined, cashOnDelivery: number | undefined): PaymentMode | null {
  if (word !== undefined) return fromPaymentType(word);
  return cashOnDelivery === undefined ? null : 'cod';
}

function placeOf(
  order: Values<typeof variablePickup>,
  block: 'pickup' | 'deliver',
  label: string,
  faults: ElementFault[],
): Place {
  const postalCode = order[`${block}Pincode`] ?? order[`${block}PinCode`];
  const isNamed = faults.some(({ key }) => key.toLowerCase() === `${block}pincode`);
  if (postalCode === undefined && !isNamed) {
    faults.push({ key: `${block}Pincode`, message: [`${label} pincode is mandatory.`] });
  }
  faults.push(...placeFaults(order, block));
  return doorOf({ ...order, [`${block}PinCode`]: postalCode }, block);
}

/** What no table of OnDemand asks for. */
const unsaid = {
  service: 'ondemand',
  waybillNumber: null,
  direction: 'forward',
  weightGrams: null,
  volumeMm3: null,
  declaredPackages: null,
  partialAllowed: false,
  returnAllowed: true,
  cancellationAllowed: true,
  carriage: null,
  dropoffKind: null,
  pickup: null,
  returnTo: null,
  packages: [],
} as const satisfies Partial<DeliveryDraft>;
