/** The order tables of LogiNext Mile: one per order type, and the one for updates. */
import { mandatory as M, optional as O, type Fields } from './fields.ts';

/** Fields of all three create tables. */
const common = {
  orderNo: M('text', 100, 'Order number'),
  awbNumber: O('text', 1000),
  shipmentOrderTypeCd: M('text', 40),
  orderState: M('text', 512),
  shipmentOrderDt: M('date'),
  distributionCenter: M('text', 255, 'Distribution Center'),
  packageWeight: O('kg'),
  packageVolume: O('cc'),
  packageValue: O('money'),
  numberOfItems: O('integer'),
  partialDeliveryAllowedFl: O('flag'),
  returnAllowedFl: O('flag'),
  cancellationAllowedFl: O('flag'),
  deliveryType: O('text', 40),
  pickupNotes: O('text', 512),
  deliverNotes: O('text', 512),
  shipmentCrateMappings: O('any'),
} as const satisfies Fields;

const deliverLeg = {
  deliverBranch: M('text', 255, 'Deliver Branch'),
  deliverServiceTime: M('minutes'),
  deliverStartTimeWindow: M('date', 0, 'Deliver start-time window'),
  deliverEndTimeWindow: M('date', 0, 'Deliver end-time window'),
  deliveryLocationType: O('text', 40),
  deliverAccountCode: M('text', 255, 'Deliver Customer id '),
  deliverAccountName: M('text', 255),
  deliverEmail: O('text', 100),
  deliverPhoneNumber: O('text', 255),
  deliverApartment: M('text'),
  deliverStreetName: M('text'),
  deliverLandmark: O('text'),
  deliverLocality: M('text'),
  deliverCity: M('text'),
  deliverState: M('text'),
  deliverCountry: M('text'),
  deliverPinCode: M('text', 20),
  deliverLatitude: O('latitude'),
  deliverLongitude: O('longitude'),
} as const satisfies Fields;

const pickupLeg = {
  pickupBranch: M('text', 255, 'Pickup Branch'),
  pickupServiceTime: M('minutes'),
  pickupStartTimeWindow: M('date', 0, 'Pickup start-time window'),
  pickupEndTimeWindow: M('date', 0, 'Pickup end-time window'),
  pickupAccountCode: M('text', 255, 'Pickup Customer id '),
  pickupAccountName: M('text', 255),
  pickupEmail: O('text', 100),
  pickupApartment: M('text'),
  pickupStreetName: M('text'),
  pickupLandmark: O('text'),
  pickupLocality: M('text'),
  pickupCity: M('text'),
  pickupState: M('text'),
  pickupCountry: M('text'),
  pickupPinCode: M('text', 20),
  pickupLatitude: O('latitude'),
  pickupLongitude: O('longitude'),
} as const satisfies Fields;

const returnBlock = {
  returnBranch: M('text', 255, 'Return Branch name'),
  returnStartTimeWindow: M('date', 0, 'Return start-time window'),
  returnEndTimeWindow: M('date', 0, 'Return end-time window'),
  returnAccountCode: M('text', 255),
  returnAccountName: M('text', 255),
  returnEmail: M('text', 100),
  returnPhoneNumber: M('text', 255),
  returnApartment: M('text'),
  returnStreetName: M('text'),
  returnLandmark: O('text'),
  returnLocality: M('text'),
  returnCity: M('text'),
  returnState: M('text'),
  returnCountry: M('text'),
  returnPinCode: M('text', 20),
} as const satisfies Fields;

/** Create Order (Delivery). */
export const deliverOrder = {
  ...common,
  paymentType: O('text', 40),
  ...deliverLeg,
  returnBranch: M('text', 255, 'Return Branch name'),
} as const satisfies Fields;

/** Create Order (Pickup). Its table garbles the row of pickupPhoneNumber; the spec reads it as mandatory. */
export const pickupOrder = {
  ...common,
  paymentType: M('text', 40),
  ...pickupLeg,
  pickupPhoneNumber: M('text', 255),
} as const satisfies Fields;

/** Create Order (Pickup & Delivery). */
export const bothOrder = {
  ...common,
  paymentType: M('text', 40),
  ...deliverLeg,
  ...pickupLeg,
  pickupPhoneNumber: O('text', 255),
  ...returnBlock,
} as const satisfies Fields;

/** Every field that any of the create tables has, none of them mandatory: how a mapping reads a checked order. */
export const anyOrder = loose({ ...deliverOrder, ...bothOrder });

const notUpdatable = [
  'shipmentOrderTypeCd',
  'orderState',
  'distributionCenter',
  'deliverLatitude',
  'deliverLongitude',
  'pickupLatitude',
  'pickupLongitude',
  'deliverEmail',
  'deliverPhoneNumber',
  'pickupEmail',
  'pickupPhoneNumber',
  'pickupNotes',
  'deliverNotes',
  'shipmentCrateMappings',
] as const satisfies readonly (keyof typeof anyOrder)[];
type NotUpdatable = (typeof notUpdatable)[number];

/** Update Order: the reference id, and whatever is to change. */
export const orderUpdate = { referenceId: M('text', 36, 'Reference Id'), ...without(anyOrder, notUpdatable) };

/** A crate of a delivery order; the other tables ask for its code only. */
export const deliverCrate = {
  crateCd: M('text', 128, 'Crate code'),
  crateAmount: M('money'),
  crateType: M('text', 100),
  noOfUnits: M('integer', 0, 'No of units'),
  shipmentlineitems: O('any'),
} as const satisfies Fields;

export const crate = { ...loose(deliverCrate), crateCd: deliverCrate.crateCd } as const;

export const lineItem = {
  itemCd: M('text', 200, 'Item code'),
  itemName: O('text', 255),
  itemPrice: M('money'),
  itemQuantity: M('decimal'),
  itemType: O('text', 100),
  itemWeight: O('kg'),
} as const satisfies Fields;

type Loose<F extends Fields> = { readonly [N in keyof F]: F[N] & { readonly required: boolean } };

function loose<F extends Fields>(fields: F): Loose<F> {
  const entries = Object.entries(fields).map(([name, field]) => [name, { ...field, required: false }]);
  // the same names and kinds, only `required` differs
  return Object.fromEntries(entries) as Loose<F>;
}

function without<F extends Fields>(fields: F, names: readonly NotUpdatable[]): Omit<F, NotUpdatable> {
  const dropped: readonly string[] = names;
  // the same names but those dropped
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !dropped.includes(name))) as Omit<
    F,
    NotUpdatable
  >;
}

/** Update Crates: one order at a time. */
export const crateUpdate = {
  referenceId: M('text', 36, 'Reference Id'),
  shipmentCrates: O('any'),
} as const satisfies Fields;
