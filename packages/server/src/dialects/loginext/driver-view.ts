/** A driver in LogiNext's words. Pure. */
import type { Account } from '../../domain/account/account.ts';
import type { Driver } from '../../domain/fleet/driver.ts';
import { toReference } from './references.ts';
import type { Duty } from '../../use-cases/fleet/fleet-status.ts';
import type { Driver as DriverView, DriverAddress } from './schemas/driver-view.ts';
import { isRecord, readInstant } from './schemas/fields.ts';
import { zonedInstant } from '../../domain/zoned-time.ts';

/** Get Driver. @param duty the haul that the driver is under way with */
export function toDriverView(driver: Driver, account: Account, duty: Duty | null = null): DriverView {
  const { id, name, phone, email, licenseNumber, details } = driver;
  const textOf = (key: string) => textIn(details, key);
  const licenseValidity = textOf('licenseValidity');
  const dateOfBirth = textOf('dateOfBirth');
  const { salary, experience } = details;
  return {
    driverName: name,
    phoneNumber: phone,
    emailId: email,
    licenseNumber,
    // the sample's is midnight in India, while the date of birth is midnight in UTC
    licenseValidity: licenseValidity === null ? null : midnight(licenseValidity, account.timeZone),
    license: null,
    salary: typeof salary === 'number' ? salary : null,
    capacity: null,
    addressLine1: null,
    addressLine2: null,
    city: null,
    state: null,
    pinCode: null,
    licenseType: textOf('licenseType'),
    defaultVehicle: null,
    vehicleNumber: duty?.vehicleNumber ?? null,
    licenseAlertWindow: null,
    attendance: null,
    workHour: null,
    status: null,
    dateOfBirth: dateOfBirth === null ? null : midnight(dateOfBirth, 'UTC'),
    experience: typeof experience === 'number' ? String(experience) : null,
    maritalStatus: textOf('maritalStatus'),
    gender: textOf('gender'),
    languageList: listOf(details['languageList']).flatMap((one) => (typeof one === 'string' ? [{ name: one }] : [])),
    licenseIssueBy: textOf('licenseIssueBy'),
    tripName: duty?.tripName ?? null,
    previousCompanyName: textOf('previousCompanyName'),
    driverEmployeeId: textOf('driverEmployeeId'),
    reportingManager: textOf('reportingManager'),
    managerPhoneNumber: textOf('managerPhoneNumber'),
    managerEmailId: textOf('managerEmailId'),
    deviceId: null,
    trackingDate: duty?.latest?.recordedAt.getTime() ?? null,
    deviceBarcode: duty?.trackerCode ?? null,
    shiftList: listOf(details['shiftList']).flatMap(toShift),
    addressList: listOf(details['addressList']).flatMap(toAddress),
    lat: duty?.latest?.lat ?? null,
    lng: duty?.latest?.lng ?? null,
    isPresent: null,
    tripStatus: duty && 'STARTED',
    batteryPerc: duty?.latest?.batteryPercent ?? null,
    lastLicenseAlertSentDt: null,
    clientBranchName: null,
    previousPhoneNumber: null,
    referenceId: toReference(id),
  };
}

// Other APIs keep in `details` what they like: what is not as we write it is left out.

function textIn(record: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = record[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Null for what is no day. */
function midnight(day: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return null;
  return zonedInstant(day, 0, timeZone).getTime();
}

function toShift(value: unknown): DriverView['shiftList'] {
  if (!isRecord(value)) return [];
  const [start, end] = [textIn(value, 'start'), textIn(value, 'end')].map((one) => readInstant(one ?? ''));
  return start && end
    ? [{ shiftStartTime: seconds(start), shiftEndTime: seconds(end), startTime: null, endTime: null }]
    : [];
}

/** `2017-09-12T14:00:00Z` */
function seconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function toAddress(value: unknown): DriverAddress[] {
  if (!isRecord(value)) return [];
  const { pincode, isCurrentAddress } = value;
  const text = (key: string) => textIn(value, key) ?? '';
  return [
    {
      apartment: text('apartment'),
      streetName: text('streetName'),
      landmark: text('landmark'),
      areaName: textIn(value, 'areaName'),
      countryShortCode: text('countryShortCode'),
      stateShortCode: text('stateShortCode'),
      city: text('city'),
      pincode: Number.isSafeInteger(pincode) ? Number(pincode) : 0,
      isCurrentAddress: isCurrentAddress === true,
    },
  ];
}
