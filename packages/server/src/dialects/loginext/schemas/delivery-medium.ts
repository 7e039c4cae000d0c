/** Create Delivery Medium: a courier. */
import { mandatory as M, optional as O, type Fields } from './fields.ts';

export const deliveryMedium = {
  employeeId: M('text', 50),
  userGroupName: M('text', 255),
  branchName: M('text', 255),
  deliveryMediumMasterName: M('text', 255),
  phoneNumber: M('text', 255),
  imei: O('text', 40),
  emailId: O('text', 100),
  userName: M('text', 255),
  password: M('text', 255),
  capacityInUnits: M('integer'),
  capacityInVolume: O('integer'),
  capacityInWeight: O('integer'),
  dob: O('day'),
  gender: O('text', 12),
  deliveryMediumMasterTypeCd: O('text', 255),
  isOwnVehicleFl: O('text', 40),
  vehicleNumber: O('text', 255),
  weeklyOffList: O('texts'),
  maxDistance: O('integer'),
  licenseValidity: O('day'),
  deliveryMediumMapList: O('any'),
  shiftList: O('any'),
  dmPreference: O('texts'),
} as const satisfies Fields;

export const language = { name: O('text', 255) } as const satisfies Fields;

export const shift = { shiftStartTime: O('text', 40), shiftEndTime: O('text', 40) } as const satisfies Fields;
