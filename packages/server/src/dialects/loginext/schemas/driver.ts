/** The tables of Haul's Create Driver and Update Driver, with those of the lists inside. */
import { mandatory as M, optional as O, type Fields } from './fields.ts';

/** What the core keeps with a driver and gives back. */
export const driverDetails = {
  dateOfBirth: O('day'),
  salary: O('decimal'),
  maritalStatus: O('text', 20),
  gender: O('text', 12),
  experience: O('integer'),
  licenseValidity: O('day'),
  licenseType: O('text', 40),
  licenseIssueBy: O('text', 40),
  driverEmployeeId: O('text', 50),
  previousCompanyName: O('text', 255),
  reportingManager: O('text', 40),
  managerPhoneNumber: O('text', 255),
  managerEmailId: O('text', 100),
} as const satisfies Fields;

export const newDriver = {
  driverName: M('text', 255),
  phoneNumber: M('text', 255),
  emailId: O('text', 100),
  licenseNumber: M('text', 255),
  ...driverDetails,
  languageList: O('any'),
  addressList: O('any'),
  shiftList: O('any'),
} as const satisfies Fields;

export const driverUpdate = { referenceId: M('text', 36, 'Reference Id'), ...newDriver } as const satisfies Fields;

export const driverLanguage = { name: O('text', 40) } as const satisfies Fields;

/** Codes may also be names: their tables are cut and shifted, so nothing is refused by them. */
export const driverAddress = {
  apartment: M('text'),
  streetName: M('text'),
  landmark: M('text'),
  areaName: O('text', 255),
  countryShortCode: M('text', 255),
  stateShortCode: M('text', 255),
  city: M('text'),
  pincode: M('integer'),
  isCurrentAddress: M('boolean'),
} as const satisfies Fields;

/** By the table the first two are days and the others times; later documents swap them. */
export const driverShift = {
  startTime: M('text', 40),
  endTime: M('text', 40),
  shiftStartTime: M('text', 40),
  shiftEndTime: M('text', 40),
} as const satisfies Fields;
