/** The tables of Haul's trips: Create Trip, and the later Update Trip and Cancel Trip. */
import type { TransportMode } from '../../../domain/trip/haulage.ts';
import { mandatory as M, optional as O, type Fields } from './fields.ts';

/** Kept as they were sent. `originAddr` and `destinationAddr` are codes of hubs, whatever their name. */
const goods = {
  packageWeight: O('kg'),
  packageValue: O('integer'),
  packageVolume: O('cc'),
  lrNumber: O('text', 255, 'LR number'),
  flightNum: O('text', 30, 'Flight number'),
  trainNum: O('text', 30, 'Train number'),
  awbNumber: O('text', 255, 'AWB number'),
  sealNumber: O('text', 255),
  driverName: O('text', 255),
  vehicleNumber: O('text', 255),
} as const satisfies Fields;

export const newHaulTrip = {
  shipmentType: M('text', 45),
  originAddr: M('text', 255),
  destinationAddr: M('text', 255),
  name: M('text', 255),
  vehicleReportingDate: M('date'),
  modeOfTransport: M('text', 12),
  barcode: M('text', 50),
  ...goods,
  note: O('text', 1000),
  startNow: O('boolean'),
} as const satisfies Fields;

/** What is not sent stays; `notes` is the later documents' word for what they call `note` at creation. */
export const haulTripUpdate = {
  referenceId: M('text', 36, 'Reference Id'),
  shipmentType: O('text', 45),
  originAddr: O('text', 255),
  destinationAddr: O('text', 255),
  name: O('text', 255),
  vehicleReportingDate: O('date'),
  modeOfTransport: O('text', 12),
  barcode: O('text', 50),
  ...goods,
  notes: O('text', 1000),
} as const satisfies Fields;

/** Fields of an update that a trip cannot be without. */
export const neverEmpty = [
  ['shipmentType', 'Shipment type'],
  ['originAddr', 'Origin addr'],
  ['destinationAddr', 'Destination addr'],
  ['name', 'Name'],
  ['vehicleReportingDate', 'Vehicle reporting date'],
  ['modeOfTransport', 'Mode of transport'],
  ['barcode', 'Barcode'],
] as const;

export const haulTripCancellation = {
  referenceId: M('text', 36, 'Reference Id'),
  reasonCd: M('text', 255),
  otherReason: O('text', 1000),
  updateTime: O('date'),
} as const satisfies Fields;

/** The document's words for how goods travel. */
export const modes: Readonly<Record<string, TransportMode>> = { ROAD: 'road', AIR: 'air', RAIL: 'rail' };

/** Each mode asks for a number of its own. */
export const documentFields = {
  road: { key: 'lrNumber', message: 'LR number is mandatory if the mode of transport is ROAD.' },
  air: { key: 'flightNum', message: 'Flight number is mandatory if the mode of transport is AIR.' },
  rail: { key: 'trainNum', message: 'Train number is mandatory if the mode of transport is RAIL.' },
} as const satisfies Record<TransportMode, { readonly key: keyof typeof goods; readonly message: string }>;
