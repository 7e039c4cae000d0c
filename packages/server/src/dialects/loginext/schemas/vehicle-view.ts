/** A vehicle as Get Vehicle answers it, alone and in the list: every key of the document's samples, in their order. */
import { Type, type Static } from 'typebox';

const text = Type.Union([Type.String(), Type.Null()]);
const integer = Type.Union([Type.Integer(), Type.Null()]);
const number = Type.Union([Type.Number(), Type.Null()]);
const never = Type.Null();

const start = { vehicleName: never };

const make = {
  vehicleNumber: Type.String(),
  vehicleMake: text,
  vehicleModel: text,
  vehicleType: never,
  typeOfBody: text,
};

const capacities = {
  unladdenWeight: integer,
  capacityInUnits: integer,
  capacityInVolume: number,
  capacityInWeight: number,
  chasisNumber: text,
  engineNumber: text,
  markerName: text,
};

const papers = { pucValidity: text, insuranceValidity: text, vehiclePermit: text, ownerName: text };

const rent = { rentEndDate: text, rentStartDate: text, transporter: text, financer: text };

/** Get Vehicle (Single). `referenceId` is ours: the sample shows the same id as `guid`. */
export const Vehicle = Type.Object({
  vehicleId: Type.Integer(),
  ...start,
  guid: Type.String(),
  ...make,
  ...capacities,
  registrationNumber: text,
  ...papers,
  clientBranchId: Type.Integer(),
  ...rent,
  permit: never,
  ownership: text,
  accidentHistory: text,
  deviceId: Type.Object({ deviceId: integer, barcode: text, statusCd: never, trackeeId: never }),
  registrationCopy: Type.Array(never),
  pucCopy: Type.Array(never),
  insuranceCopy: Type.Array(never),
  registrationCopyExists: never,
  insuranceCopyExists: never,
  pucValidityExists: never,
  clientBranchName: Type.String(),
  referenceId: Type.String(),
});
export type Vehicle = Static<typeof Vehicle>;

/** One of Get Vehicle's list. `vehicleId` and `guid` are ours: the other answer has them. */
export const ListedVehicle = Type.Object({
  ...start,
  vehicleNumber: Type.String(),
  vehicleMake: text,
  vehicleModel: text,
  vehicleType: never,
  typeOfBody: text,
  previousVehiclenumber: never,
  ...capacities,
  batteryPercentage: number,
  registrationNumber: text,
  mediaList: never,
  ...papers,
  ...rent,
  status: Type.String({ description: 'Available or In Transit' }),
  permit: never,
  ownership: text,
  lat: number,
  lng: number,
  accidentHistory: text,
  lastTrackingDate: text,
  vendorName: never,
  deviceId: Type.Object({ barcode: Type.String(), statusCd: never, trackeeId: never }),
  tripDetail: text,
  insuranceAlertWindow: never,
  pucAlertWindow: never,
  lastInsuranceAlertSentDt: never,
  lastPUCAlertSentDt: never,
  gpsStatus: text,
  speed: number,
  branchName: never,
  referenceId: Type.String(),
  vehicleId: Type.Integer(),
  guid: Type.String(),
});
export type ListedVehicle = Static<typeof ListedVehicle>;

export const VehicleList = Type.Object({
  totalCount: Type.Integer(),
  otherCount: Type.Integer(),
  results: Type.Array(ListedVehicle),
});
