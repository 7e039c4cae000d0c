/** A driver as Get Driver answers it: every key of the document's sample, in its order. */
import { Type, type Static } from 'typebox';

const text = Type.Union([Type.String(), Type.Null()]);
const number = Type.Union([Type.Number(), Type.Null()]);
const integer = Type.Union([Type.Integer(), Type.Null()]);
const never = Type.Null();

export const DriverAddress = Type.Object({
  apartment: Type.String(),
  streetName: Type.String(),
  landmark: Type.String(),
  areaName: text,
  countryShortCode: Type.String(),
  stateShortCode: Type.String(),
  city: Type.String(),
  pincode: Type.Integer(),
  isCurrentAddress: Type.Boolean(),
});
export type DriverAddress = Static<typeof DriverAddress>;

const DriverShift = Type.Object({
  shiftStartTime: Type.String(),
  shiftEndTime: Type.String(),
  startTime: never,
  endTime: never,
});

export const Driver = Type.Object({
  driverName: Type.String(),
  phoneNumber: Type.String(),
  emailId: text,
  licenseNumber: Type.String(),
  licenseValidity: integer,
  license: never,
  salary: number,
  capacity: never,
  addressLine1: never,
  addressLine2: never,
  city: never,
  state: never,
  pinCode: never,
  licenseType: text,
  defaultVehicle: never,
  vehicleNumber: text,
  licenseAlertWindow: never,
  attendance: never,
  workHour: never,
  status: never,
  dateOfBirth: integer,
  experience: text,
  maritalStatus: text,
  gender: text,
  languageList: Type.Array(Type.Object({ name: Type.String() })),
  licenseIssueBy: text,
  tripName: text,
  previousCompanyName: text,
  driverEmployeeId: text,
  reportingManager: text,
  managerPhoneNumber: text,
  managerEmailId: text,
  deviceId: never,
  trackingDate: number,
  deviceBarcode: text,
  shiftList: Type.Array(DriverShift),
  addressList: Type.Array(DriverAddress),
  lat: number,
  lng: number,
  isPresent: never,
  tripStatus: text,
  batteryPerc: number,
  lastLicenseAlertSentDt: never,
  clientBranchName: never,
  previousPhoneNumber: never,
  referenceId: Type.String(),
});
export type Driver = Static<typeof Driver>;
