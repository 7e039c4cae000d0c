/** From LogiNext's delivery media to couriers. Pure. */
import type { CourierDraft } from '../../domain/fleet/courier.ts';
import type { CourierLogin } from '../../use-cases/fleet/couriers.ts';
import { ElementRefused } from './errors.ts';
import { listIn } from './nested-list.ts';
import { deliveryMedium, language, shift } from './schemas/delivery-medium.ts';
import { readFields } from './schemas/fields.ts';

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** @throws ElementRefused that names every faulty field */
export function toCourier(element: unknown): { readonly draft: CourierDraft; readonly login: CourierLogin } {
  const { values, faults: read } = readFields(element, deliveryMedium);
  const faults = [...read];
  const languages = listIn(values.deliveryMediumMapList, 'deliveryMediumMapList', language, faults);
  const shifts = listIn(values.shiftList, 'shiftList', shift, faults);
  if (values.emailId !== undefined && !/^[^\s@]+@[^\s@]+$/.test(values.emailId)) {
    faults.push({ key: 'emailId', message: ['Invalid Email'] });
  }
  if (values.weeklyOffList?.some((day) => !weekdays.includes(day.toUpperCase()))) {
    faults.push({ key: 'weeklyOffList', message: ['Weekly off list is invalid'] });
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
    preferredPostalCode: values.dmPreference ?? null,
    languages: languages.flatMap(({ name }) => name ?? []),
    daysOff: values.weeklyOffList ?? [],
    shifts: shifts.map(({ shiftStartTime, shiftEndTime }) => ({
      start: shiftStartTime ?? '',
      end: shiftEndTime ?? '',
    })),
    details: {
      userGroupName: values.userGroupName,
      dob: values.dob,
      gender: values.gender,
      deliveryMediumMasterTypeCd: values.deliveryMediumMasterTypeCd,
      isOwnVehicleFl: values.isOwnVehicleFl,
      licenseValidity: values.licenseValidity,
    },
  };
  return { draft, login: { userName, password } };
}
