/** From LogiNext's orders to the core's words. Pure; faults are collected, not thrown one by one. */
import type { DeliveryDraft, Item, Package, Place } from '../../domain/delivery/delivery.ts';
import type { DeliveryUpdate, PlaceUpdate } from '../../domain/delivery/lifecycle.ts';
import { addressOf, blocks, doorOf, placeFaults, type Block } from './door-block.ts';
import { ElementRefused } from './errors.ts';
import { readFields, type ElementFault, type Values } from './schemas/fields.ts';
import {
  anyOrder,
  bothOrder,
  crate,
  deliverCrate,
  deliverOrder,
  lineItem,
  orderUpdate,
  pickupOrder,
} from './schemas/order.ts';
import { fromOrderState, fromOrderType, fromPaymentType } from './status.ts';

const tables = { dropoff: deliverOrder, pickup: pickupOrder, both: bothOrder } as const;
type OrderValues = Values<typeof anyOrder>;

/** @throws ElementRefused that names every faulty field */
export function toDeliveryDraft(element: unknown, currency: string): DeliveryDraft {
  const typeWord = readFields(element, { shipmentOrderTypeCd: anyOrder.shipmentOrderTypeCd }, currency);
  const legs = fromOrderType(typeWord.values.shipmentOrderTypeCd ?? '');
  // without a known type the common fields can still be judged, by the table that asks for least
  const { values, faults: read } = readFields(element, legs ? tables[legs] : deliverOrder, currency);
  const order: OrderValues = values;
  const faults = [...read];
  const direction = known(order.orderState, fromOrderState, 'orderState', 'Order state', faults);
  const paymentMode = known(order.paymentType, fromPaymentType, 'paymentType', 'Payment type', faults);
  if (!legs && order.shipmentOrderTypeCd !== undefined)
    faults.push(invalidField('shipmentOrderTypeCd', 'Shipment order type cd'));
  const packages = toPackages(
    order.shipmentCrateMappings,
    'shipmentCrateMappings',
    legs === 'dropoff' ? deliverCrate : crate,
    currency,
    faults,
  );
  faults.push(...blocks.flatMap((block) => placeFaults(order, block)));
  const pickup = pickupPlace(order, legs !== 'dropoff');
  const dropoff = dropoffPlace(order, legs !== 'pickup');
  const { orderNo, shipmentOrderDt } = order;
  if (faults.length > 0 || !legs || !direction || orderNo === undefined || !shipmentOrderDt) {
    throw new ElementRefused(400, faults);
  }
  return {
    orderNumber: orderNo,
    waybillNumber: order.awbNumber ?? null,
    service: null,
    direction,
    legs,
    orderedAt: shipmentOrderDt,
    distributionCentre: order.distributionCenter ?? null,
    weightGrams: order.packageWeight ?? null,
    volumeMm3: order.packageVolume ?? null,
    goodsValue: order.packageValue ?? null,
    currency,
    declaredPackages: order.numberOfItems ?? null,
    paymentMode,
    cashOnPickup: null,
    // the defaults that the document states
    partialAllowed: order.partialDeliveryAllowedFl ?? false,
    returnAllowed: order.returnAllowedFl ?? true,
    cancellationAllowed: order.cancellationAllowedFl ?? true,
    carriage: order.deliveryType ?? null,
    dropoffKind: order.deliveryLocationType ?? null,
    pickup,
    dropoff,
    returnTo: returnPlace(order),
    packages,
  };
}

/** @throws ElementRefused that names every faulty field */
export function toDeliveryUpdate(element: unknown, currency: string): { reference: string; update: DeliveryUpdate } {
  const { values, faults: read } = readFields(element, orderUpdate, currency);
  const faults = [...read];
  const paymentMode = known(values.paymentType, fromPaymentType, 'paymentType', 'Payment type', faults);
  faults.push(...blocks.flatMap((block) => placeFaults(values, block)));
  if (faults.length > 0 || values.referenceId === undefined) throw new ElementRefused(400, faults);
  const update: DeliveryUpdate = given({
    orderNumber: values.orderNo,
    waybillNumber: values.awbNumber,
    orderedAt: values.shipmentOrderDt,
    weightGrams: values.packageWeight,
    volumeMm3: values.packageVolume,
    goodsValue: values.packageValue,
    declaredPackages: values.numberOfItems,
    paymentMode: paymentMode ?? undefined,
    partialAllowed: values.partialDeliveryAllowedFl,
    returnAllowed: values.returnAllowedFl,
    cancellationAllowed: values.cancellationAllowedFl,
    carriage: values.deliveryType,
    dropoffKind: values.deliveryLocationType,
    pickup: placeUpdate(values, 'pickup'),
    dropoff: placeUpdate(values, 'deliver'),
    returnTo: placeUpdate(values, 'return'),
  });
  return { reference: values.referenceId, update };
}

/** The crates under `key` of an order or of Update Crates; faults are added to the list. */
export function toPackages(
  sent: unknown,
  key: string,
  table: typeof crate | typeof deliverCrate,
  currency: string,
  faults: ElementFault[],
): readonly Package[] {
  const seen = new Set<string>();
  return listOf(sent, key, faults).map((one, index): Package => {
    const path = `${key}[${index}].`;
    const { values, faults: read } = readFields(one, table, currency, path);
    faults.push(...read);
    const code = values.crateCd ?? '';
    if (code !== '' && seen.has(code)) faults.push({ key: `${path}crateCd`, message: ['Crate code is given twice.'] });
    seen.add(code);
    return {
      code,
      type: values.crateType ?? null,
      amount: values.crateAmount ?? null,
      units: values.noOfUnits ?? null,
      state: 'expected',
      loadedUnits: 0,
      unloadedUnits: 0,
      items: toItems(values.shipmentlineitems, `${path}shipmentlineitems`, currency, faults),
    };
  });
}

function toItems(sent: unknown, key: string, currency: string, faults: ElementFault[]): readonly Item[] {
  return listOf(sent, key, faults).map((one, index): Item => {
    const { values, faults: read } = readFields(one, lineItem, currency, `${key}[${index}].`);
    faults.push(...read);
    return {
      code: values.itemCd ?? '',
      name: values.itemName ?? null,
      price: values.itemPrice ?? 0,
      quantity: values.itemQuantity ?? 0,
      deliveredQuantity: null,
      type: values.itemType ?? null,
      weightGrams: values.itemWeight ?? null,
    };
  });
}

/** Crates and items in one list; more than this no order has. */
const mostInList = 1000;

function listOf(sent: unknown, key: string, faults: ElementFault[]): readonly unknown[] {
  if (sent === undefined) return [];
  if (Array.isArray(sent) && sent.length <= mostInList) return sent;
  faults.push({ key, message: [Array.isArray(sent) ? `At most ${mostInList} are allowed.` : 'A list is expected.'] });
  return [];
}

function pickupPlace(order: OrderValues, driven: boolean): Place | null {
  // a delivery order may carry notes for a pickup that it does not have
  if (!driven && order.pickupNotes === undefined) return null;
  return doorOf(order, 'pickup');
}

function dropoffPlace(order: OrderValues, driven: boolean): Place | null {
  if (!driven && order.deliverNotes === undefined) return null;
  return doorOf(order, 'deliver');
}

function returnPlace(order: OrderValues): Place | null {
  if (order.returnBranch === undefined) return null;
  return {
    branch: order.returnBranch,
    customerCode: order.returnAccountCode ?? null,
    customerName: order.returnAccountName ?? null,
    email: order.returnEmail ?? null,
    phone: order.returnPhoneNumber ?? null,
    address: addressOf(order, 'return'),
    position: null,
    window: { from: order.returnStartTimeWindow ?? null, until: order.returnEndTimeWindow ?? null },
    serviceMinutes: null,
    notes: null,
  };
}

function placeUpdate(values: Values<typeof orderUpdate>, block: Block): PlaceUpdate | undefined {
  const order: OrderValues = values;
  const address = given({
    apartment: order[`${block}Apartment`],
    street: order[`${block}StreetName`],
    landmark: order[`${block}Landmark`],
    locality: order[`${block}Locality`],
    city: order[`${block}City`],
    state: order[`${block}State`],
    country: order[`${block}Country`],
    postalCode: order[`${block}PinCode`],
  });
  const window = given({ from: order[`${block}StartTimeWindow`], until: order[`${block}EndTimeWindow`] });
  const update = given({
    branch: order[`${block}Branch`],
    customerCode: order[`${block}AccountCode`],
    customerName: order[`${block}AccountName`],
    serviceMinutes: block === 'return' ? undefined : order[`${block}ServiceTime`],
    email: block === 'return' ? order.returnEmail : undefined,
    phone: block === 'return' ? order.returnPhoneNumber : undefined,
    address: Object.keys(address).length > 0 ? address : undefined,
    window: Object.keys(window).length > 0 ? window : undefined,
  });
  return Object.keys(update).length > 0 ? update : undefined;
}

function known<T>(
  word: string | undefined,
  from: (word: string) => T | null,
  key: string,
  label: string,
  faults: ElementFault[],
): T | null {
  if (word === undefined) return null;
  const found = from(word);
  if (found === null) faults.push(invalidField(key, label));
  return found;
}

function invalidField(key: string, label: string): ElementFault {
  return { key, message: [`${label} is invalid`] };
}

/** Without the keys whose value is undefined. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // only undefined values are dropped
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
