/** Values that mean something to the house, by the name of a field: with random ones alone few requests would succeed. */
import fc from 'fast-check';
import { courierWords } from './words/courier.ts';
import { insuranceWords } from './words/insurance.ts';
import { mdeliveryWords } from './words/mdelivery.ts';
import { platformWords } from './words/platform.ts';
import { priceWords } from './words/price.ts';
import { shippingWords } from './words/shipping.ts';
import { subscriptionWords } from './words/subscriptions.ts';
import { taskWords } from './words/tasks.ts';
import type { WordList } from './words/word-list.ts';

/** Those of whole groups of operations; ours below come after them. */
const lists: readonly WordList[] = [
  taskWords,
  platformWords,
  courierWords,
  priceWords,
  mdeliveryWords,
  shippingWords,
  subscriptionWords,
  insuranceWords,
];

/** An id out of the pools of the house, put in when the request is sent: `{{own.deliveries.3}}`. */
export function idOf(kind: string): fc.Arbitrary<string> {
  const whose = fc.oneof({ weight: 9, arbitrary: fc.constant('own') }, { weight: 1, arbitrary: fc.constant('other') });
  return fc.tuple(whose, fc.noBias(fc.nat(500))).map(([who, index]) => `{{${who}.${kind}.${index}}}`);
}

const kinds: Readonly<Record<string, string>> = {
  courierId: 'couriers',
  courierIds: 'couriers',
  orderReferenceIds: 'deliveries',
  vehicleId: 'vehicles',
  endpointId: 'webhook-endpoints',
  deliveryIds: 'deliveries',
  notDispatched: 'deliveries',
  delivered: 'deliveries',
  orderReferenceId: 'deliveries',
  shipmentReferences: 'deliveries',
  notDispatchedOrders: 'deliveries',
  deliveredOrders: 'deliveries',
  tripReferenceId: 'trips',
  tripReferenceIds: 'trips',
};

/** LogiNext calls every id a reference: the operation says what it names. */
const referenceKinds = [
  [/HaulTrip|^getLocation$/, 'hauls'],
  [/Trip/, 'trips'],
  [/Vehicle/, 'vehicles'],
  [/Driver/, 'drivers'],
] as const;

const flags = ['Y', 'N'];
// every state is one of every country here: words that no table knows come from the mutations
const countries = ['IND', 'India', ' in'];
const states = ['MH', 'maharashtra', 'DL', 'IN-KA'];
const words: Readonly<Record<string, readonly string[]>> = {
  shipmentOrderTypeCd: ['DELIVER', 'PICKUP', 'BOTH'],
  orderState: ['FORWARD', 'REVERSE'],
  paymentType: ['COD', 'Prepaid'],
  newStatus: ['PICKEDUP', 'NOTPICKEDUP', 'DELIVERED', 'NOTDELIVERED', 'CANCELLED'],
  status: ['ALL', 'NOTDISPATCHED', 'INTRANSIT', 'PICKEDUP', 'COMPLETED', 'NOTCOMPLETED', 'CANCELLED'],
  start_date: ['2016-07-01 00:00:00', '2026-01-01+00:00:00'],
  end_date: ['2030-07-01 00:00:00', '2026-01-01 00:00:00'],
  orderstartdt: ['2016-07-01 00:00:00', '2026-01-01+00:00:00'],
  orderenddt: ['2030-07-01 00:00:00', '2099-01-01 00:00:00'],
  deliverystartdt: ['2016-07-01 00:00:00', '2026-01-01+00:00:00'],
  deliveryenddt: ['2030-07-01 00:00:00', '2099-01-01 00:00:00'],
  isPartialDeliveryAllowedFl: flags,
  pickupPincode: ['400076', ''],
  deliverPincode: ['400077', ''],
  gender: ['Male', 'female'],
  isOwnVehicleFl: ['Owned', 'company'],
  dob: ['1990-06-13', '1990-06-13T00:00:00Z'],
  dmPreference: ['400001', '400001, SW1A 1AA'],
  page_no: ['1', '2', '999999'],
  page_size: ['1', '100', '999999'],
  partialDeliveryAllowedFl: flags,
  returnAllowedFl: flags,
  cancellationAllowedFl: flags,
  deliverCountry: countries,
  pickupCountry: countries,
  returnCountry: countries,
  deliverState: states,
  pickupState: states,
  returnState: states,
  country: countries,
  pincode: ['400076', '110001', '000000'],
  city: ['mumbai', 'Berlin'],
  orderNo: ['O-1', 'O-2', 'ÖRDER 3', '%'],
  order_no: ['O-1', 'FUZZ-1', '%'],
  ordno: ['O-1', 'FUZZ-1', 'FUZZ-1-1a', '%'],
  tripname: ['TRIP-1', 'TRIP-2', '%'],
  orderNumber: ['O-1', 'O-2', 'ÖRDER 3', 'FUZZ-1', '%'],
  trackerId: ['TRACKER-1', 'TRACKER-2'],
  trackerCode: ['TRACKER-1', 'TRACKER-2'],
  vehicleNumber: ['VEHICLE-1', 'VEHICLE-2'],
  branch: ['BOMX', 'DELX'],
  weeklyOffList: ['MONDAY', 'SUNDAY,monday'],
  emailId: ['someone@example.com'],
  managerEmailId: ['someone@example.com'],
  typeOfBody: ['Flat Bed', '24ft', ''],
  ownership: ['company', 'Vendor'],
  pucValidity: ['2116-07-01T11:18:00.000Z'],
  insuranceValidity: ['2116-07-01T11:18:00Z'],
  rentStartDate: ['2026-01-01T00:00:00Z'],
  rentEndDate: ['2027-01-01T00:00:00Z'],
  barcode: ['TRACKER-1', 'TRACKER-2', 'Not Assigned', ''],
  licenseNumber: ['LICENCE-1', 'LICENCE-2', 'LICENCE-3'],
  dateOfBirth: ['1990-06-13', '2016-02-30'],
  licenseValidity: ['2030-06-13', '2030-06-13T00:00:00Z'],
  startTime: ['2016-06-13', '07:03pm'],
  endTime: ['2016-06-15', '07:10am'],
  shiftStartTime: ['07:03pm', '19:03', '2016-06-13T13:33:00Z'],
  shiftEndTime: ['07:10am', '2016-06-15'],
  originAddr: ['BOMX', 'DELX'],
  destinationAddr: ['BOMX', 'DELX'],
  modeOfTransport: ['ROAD', 'air', 'Rail'],
  vehicleReportingDate: ['2026-02-27T18:30:00.000Z', '2016-02-27T18:30:00Z'],
  startNow: ['true', 'false'],
  driverName: ['x', 'Ramesh'],
  isCurrentAddress: ['true', 'false'],
  dialect: ['native', 'loginext'],
  url: ['http://127.0.0.1:9999/hook', 'https://example.com/x?y=z'],
  currency: ['INR'],
  crateCd: ['A', 'B'],
  code: ['A', 'B', 'X'],
  cursor: [toCursor('01a20450-3ae4-7643-89b4-93bf5ea91ade'), toCursor('1795334400000'), toCursor('x'), '='],
};

/** Words that other operations mean otherwise. */
const wordsOfOperation: Readonly<Record<string, typeof words>> = {
  planRoutes: {
    start: ['2026-01-01T08:00:00Z', '2017-10-27T16:00:00Z'],
    end: ['2026-01-01T18:00:00Z', '2017-10-27T18:00:00Z'],
    shipmentType: ['DELIVER', 'pickup'],
  },
  assignOrders: { identifier: ['employeeId', 'phoneNumber', 'userName'], identifierValue: ['1', 'C', 'nobody'] },
};

function toCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

function listed(name: string, operation: string): readonly string[] | undefined {
  const found = lists.flatMap(({ words: own, ofOperation }) => [ofOperation?.[operation]?.[name], own?.[name]]);
  return found.find((one) => one !== undefined);
}

function kindListed(name: string): string | undefined {
  return lists.map(({ kinds: own }) => own?.[name]).find((one) => one !== undefined);
}

/** Null when the name says nothing. `operation` tells what a reference names, and the states of countries from those of
 * things. */
export function wordFor(name: string, operation: string): fc.Arbitrary<string> | null {
  const known =
    listed(name, operation) ??
    wordsOfOperation[operation]?.[name] ??
    (name === 'state' && operation === 'getGeocode' ? states : words[name]);
  if (known) return fc.constantFrom(...known);
  const isReference = ['reference', 'referenceId', 'reference_ids'].includes(name);
  const named = referenceKinds.find(([words]) => words.test(operation))?.[1] ?? 'deliveries';
  const kind = isReference ? named : (kindListed(name) ?? kinds[name]);
  return kind === undefined ? null : idOf(kind);
}

/** Around now, and as far away as is still a date; the house knows days, so whole ones too. */
export const instants: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: -3_000_000, max: 500_000 }).map((seconds) => new Date(Date.now() + seconds * 1000).toISOString()),
  fc.constantFrom('2016-07-01T11:18:00.000Z', '2026-02-28T23:59:59+05:30', '2200-01-01T00:00:00Z', '1999-12-31T23:59:59Z'),
); // prettier-ignore
