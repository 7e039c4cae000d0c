/** From LogiNext's delivery media to couriers. Pure. */
import type { CourierDraft, Shift } from '../../domain/fleet/courier.ts';
import type { CourierLogin } from '../../use-cases/fleet/couriers.ts';
import { emailFaults } from './email-faults.ts';
import { ElementRefused } from './errors.ts';
import { listIn } from './nested-list.ts';
import { deliveryMedium, language, shift } from './schemas/delivery-medium.ts';
import { readFields, type ElementFault } from './schemas/fields.ts';
import { isShiftTime } from './shift-times.ts';

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const genders = ['MALE', 'FEMALE'];
const owners = ['OWNED', 'COMPANY'];
const postalCode = /^[a-z\d][a-z\d -]{0,19}$/i;

/** @throws ElementRefused that names every faulty field */
export function toCourier(element: unknown): { readonly draft: CourierDraft; readonly login: CourierLogin } {
  const { values, faults: read } = readFields(element, deliveryMedium);
  const faults = [...read, ...emailFaults(values, 'emailId')];
  const languages = listIn(values.deliveryMediumMapList, 'deliveryMediumMapList', language, faults);
  const shifts = readShifts(values.shiftList, faults);
  const { gender, isOwnVehicleFl, weeklyOffList, dmPreference } = values;
  if (gender !== undefined && !genders.includes(gender.trim().toUpperCase())) {
    faults.push({ key: 'gender', message: ['Gender is invalid'] });
  }
  if (isOwnVehicleFl !== undefined && !owners.includes(isOwnVehicleFl.trim().toUpperCase())) {
    faults.push({ key: 'isOwnVehicleFl', message: ['Is own vehicle fl is invalid'] });
  }
  if (weeklyOffList?.some((day) => !weekdays.includes(day.toUpperCase()))) {
    faults.push({ key: 'weeklyOffList', message: ['Weekly off list is invalid'] });
  }
  const postalCodes = dmPreference?.join(',');
  if (dmPreference?.some((code) => !postalCode.test(code)) || (postalCodes?.length ?? 0) > 255) {
    faults.push({ key: 'dmPreference', message: ['Dm preference is invalid'] });
  }
  const { employeeId, deliveryMediumMasterName, phoneNumber, userName, password } = values;
  if (
    faults.length > 0 ||
    employeeId === undefined ||
    deliveryMediumMasterName === undefined ||
    phoneNumber === undefined ||
    userName === undefined ||
    password === undefined
  ) {
    throw new ElementRefused(400, faults);
  }
  const draft: CourierDraft = {
    employeeNumber: employeeId,
    name: deliveryMediumMasterName,
    phone: phoneNumber,
    email: values.emailId ?? null,
    branch: values.branchName ?? null,
    vehicleNumber: values.vehicleNumber ?? null,
    phoneCode: values.imei ?? null,
    capacityUnits: values.capacityInUnits ?? null,
    capacityVolumeCm3: values.capacityInVolume ?? null,
    capacityWeightGrams: values.capacityInWeight === undefined ? null : values.capacityInWeight * 1000,
    maxDistanceMetres: values.maxDistance === undefined ? null : values.maxDistance * 1000,
    preferredPostalCode: postalCodes ?? null,
    languages: languages.flatMap(({ name }) => name ?? []),
    daysOff: weeklyOffList ?? [],
    shifts,
    details: {
      userGroupName: values.userGroupName,
      dob: values.dob,
      gender,
      deliveryMediumMasterTypeCd: values.deliveryMediumMasterTypeCd,
      isOwnVehicleFl,
      licenseValidity: values.licenseValidity,
    },
  };
  return { draft, login: { userName, password } };
}

/** Kept as they were sent: instants or times of day, either of which may be missing. */
function readShifts(sent: unknown, faults: ElementFault[]): readonly Shift[] {
  return listIn(sent, 'shiftList', shift, faults).map(({ shiftStartTime = '', shiftEndTime = '' }, index) => {
    const times = { shiftStartTime, shiftEndTime };
    for (const [name, text] of Object.entries(times)) {
      if (text === '' || isShiftTime(text)) continue;
      const message = name === 'shiftStartTime' ? 'Shift start time is invalid' : 'Shift end time is invalid';
      faults.push({ key: `shiftList[${index}].${name}`, message: [message] });
    }
    return { start: shiftStartTime, end: shiftEndTime };
  });
}
