/** The tables of OnDemand's Create Order: with a fixed pickup, where the goods lie with us, and with a variable one. */
import { mandatory as M, optional as O, type Fields } from './fields.ts';

/** Create Order (Fixed Pickup). */
export const fixedPickup = {
  orderNo: M('text', 100, 'Order number'),
  distributionCenter: M('text', 255, 'Distribution Center'),
  paymentType: M('text', 40),
  packageValue: O('money'),
  cashOnDelivery: O('money'),
  cashOnPickup: O('money'),
  locality: M('text'),
  subLocality: M('text'),
  address: O('text'),
  deliverPhoneNumber: M('text', 255),
  customerName: M('text', 255),
} as const satisfies Fields;

/** Create Order (Variable Pickup). The samples write PinCode, the table Pincode; one of them is mandatory. */
export const variablePickup = {
  orderNo: M('text', 100, 'Order number'),
  awbNumber: O('text', 1000),
  distributionCenter: M('text', 255, 'Distribution Center'),
  // a Double in the table, an instant in the sample
  shipmentOrderDt: M('date'),
  deliverCapacityInVolume: O('cc'),
  deliverCapacityInWeight: O('kg'),
  deliverCapacityInUnits: O('decimal'),
  paymentType: O('text', 40),
  packageValue: O('money'),
  cashOnDelivery: O('money'),
  cashOnPickup: O('money'),
  isPartialDeliveryAllowedFl: O('flag'),
  partialDeliveryAllowedFl: O('flag'),
  pickupAccountCode: M('text', 255, 'Pickup Customer id '),
  pickupAccountName: M('text', 255),
  pickupEmail: O('text', 100),
  pickupPhoneNumber: M('text', 255),
  pickupApartment: M('text'),
  pickupStreetName: M('text'),
  pickupLandmark: O('text'),
  pickupLocality: M('text'),
  pickupCountry: M('text'),
  pickupState: M('text'),
  pickupCity: M('text'),
  pickupPincode: O('text', 20),
  pickupPinCode: O('text', 20),
  pickupStartTimeWindow: M('date', 0, 'Pickup start-time window'),
  pickupEndTimeWindow: M('date', 0, 'Pickup end-time window'),
  pickupLatitude: O('latitude'),
  pickupLongitude: O('longitude'),
  pickupNotes: O('text', 512),
  deliverAccountCode: M('text', 255, 'Deliver Customer id '),
  deliverAccountName: M('text', 255),
  deliverEmail: O('text', 100),
  deliverPhoneNumber: M('text', 255),
  deliverApartment: M('text'),
  deliverStreetName: M('text'),
  deliverLandmark: O('text'),
  deliverLocality: M('text'),
  deliverCountry: M('text'),
  deliverState: M('text'),
  deliverCity: M('text'),
  deliverPincode: O('text', 20),
  deliverPinCode: O('text', 20),
  deliverStartTimeWindow: M('date', 0, 'Deliver start-time window'),
  deliverEndTimeWindow: M('date', 0, 'Deliver end-time window'),
  deliverLatitude: O('latitude'),
  deliverLongitude: O('longitude'),
  deliverNotes: O('text', 512),
} as const satisfies Fields;

/** Each of them belongs to a variable pickup only: one that is sent tells it from a fixed one. */
export const signsOfVariable = ['pickupAccountCode', 'pickupApartment', 'pickupStreetName'] as const;
