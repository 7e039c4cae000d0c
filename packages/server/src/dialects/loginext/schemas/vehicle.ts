/** The tables of Haul's Create Vehicle and Update Vehicle. "Unladden" and "chasis" are the document's. */
import { mandatory as M, optional as O, type Fields } from './fields.ts';

/** Capacities go to the core; the rest the core keeps with the vehicle and gives back. */
export const vehicleDetails = {
  vehicleMake: O('text', 255),
  vehicleModel: O('text', 40),
  typeOfBody: O('text', 40, 'Type of body'),
  unladdenWeight: O('integer'),
  chasisNumber: O('text', 255),
  engineNumber: O('text', 255),
  markerName: O('text', 255),
  registrationNumber: O('text', 255),
  pucValidity: O('date', 0, 'PUC validity'),
  insuranceValidity: O('date'),
  // the printed limit of later documents, 40, would not hold three states
  vehiclePermit: O('text', 512),
  ownership: O('text', 50),
  ownerName: O('text', 255),
  transporter: O('text', 40),
  financer: O('text', 40),
  accidentHistory: O('text', 160),
  rentStartDate: O('date'),
  rentEndDate: O('date'),
} as const satisfies Fields;

export const newVehicle = {
  vehicleNumber: M('text', 255),
  capacityInWeight: O('integer'),
  capacityInUnits: O('integer'),
  capacityInVolume: O('integer'),
  ...vehicleDetails,
  deviceId: O('any'),
} as const satisfies Fields;

export const vehicleUpdate = { referenceId: M('text', 36, 'Reference Id'), ...newVehicle } as const satisfies Fields;

/** What `deviceId` holds: the tracker to map. */
export const device = { barcode: O('text', 50) } as const satisfies Fields;

/** What a vehicle can be, in lower case. Flat Bed stands only in the samples. */
export const bodyTypes: readonly string[] = [
  '4 wheeler',
  '2 wheeler',
  '24ft',
  '20ft',
  '32ft',
  '19ft',
  'tata 407',
  '14 ft canter',
  '17ft',
  'trlr',
  'truck',
  'flat bed',
];

export const ownerships: readonly string[] = ['company', 'vendor'];
