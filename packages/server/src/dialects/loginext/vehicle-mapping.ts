/** From LogiNext's vehicles to ours. Pure. */
import type { Vehicle, VehicleDraft } from '../../domain/fleet/vehicle.ts';
import { ElementRefused } from './errors.ts';
import { isRecord, noCurrency, readFields, type ElementFault } from './schemas/fields.ts';
import { bodyTypes, device, newVehicle, ownerships, vehicleDetails } from './schemas/vehicle.ts';
import { notAssigned } from './vehicle-view.ts';

type Details = Readonly<Record<string, unknown>>;

/** @throws ElementRefused that names every faulty field */
export function toVehicleDraft(element: unknown, now: Date): VehicleDraft {
  return readVehicle(element, null, now);
}

/**
 * What the vehicle becomes: a field that was not sent stays as it is, one that was sent empty is empty.
 * @throws ElementRefused that names every faulty field
 */
export function toRevisedVehicle(element: unknown, vehicle: Vehicle, now: Date): VehicleDraft {
  return readVehicle(element, vehicle, now);
}

function readVehicle(element: unknown, old: Vehicle | null, now: Date): VehicleDraft {
  const { values, faults: read } = readFields(element, newVehicle);
  const sent = isRecord(element) ? element : {};
  const faults = [...read];
  const trackerCode = readBarcode(sent['deviceId'], faults);
  const merged: Details = { ...old?.details, ...readDetails(sent, values) };
  if (values.typeOfBody !== undefined && !bodyTypes.includes(values.typeOfBody.trim().toLowerCase())) {
    faults.push({ key: 'typeOfBody', message: ['Type of body is invalid'] });
  }
  if (values.ownership !== undefined && !ownerships.includes(values.ownership.trim().toLowerCase())) {
    faults.push({ key: 'ownership', message: ['Ownership is invalid'] });
  }
  for (const [key, name] of papers) {
    const until = values[key];
    if (until && until <= now) faults.push({ key, message: [`${name} must be later than the current date.`] });
  }
  faults.push(...rentFaults(merged, values));
  if (faults.length > 0 || values.vehicleNumber === undefined) throw new ElementRefused(400, faults);
  const { capacityInWeight: kg, capacityInUnits: units, capacityInVolume: volume } = values;
  const kept = <T>(key: string, value: T | undefined, before: T | null | undefined): T | null =>
    key in sent ? (value ?? null) : (before ?? null);
  return {
    number: values.vehicleNumber,
    trackerCode: trackerCode === undefined ? (old?.trackerCode ?? null) : trackerCode,
    capacityUnits: kept('capacityInUnits', units, old?.capacityUnits),
    capacityVolumeCm3: kept('capacityInVolume', volume, old?.capacityVolumeCm3),
    capacityWeightGrams: kept('capacityInWeight', kg === undefined ? kg : kg * 1000, old?.capacityWeightGrams),
    details: isVendors(merged) ? merged : withoutRent(merged),
  };
}

const papers = [
  ['pucValidity', 'PUC validity'],
  ['insuranceValidity', 'Insurance validity'],
] as const;

/** The fields that were sent, null where they were sent empty; the type of body is kept as it was sent. */
function readDetails(sent: Details, values: Details): Details {
  const entries = Object.keys(vehicleDetails).flatMap((name) => {
    if (!(name in sent)) return [];
    const value = name === 'typeOfBody' ? sent[name] : values[name];
    return [[name, value instanceof Date ? value.toISOString() : (value ?? null)] as const];
  });
  return Object.fromEntries(entries);
}

/** Undefined: nothing was said of the tracker. Null: none. The list's own word for none is understood, too. */
function readBarcode(sent: unknown, faults: ElementFault[]): string | null | undefined {
  if (sent === undefined) return undefined;
  if (sent === null || sent === '') return null;
  const { values, faults: read } = readFields(sent, device, noCurrency, 'deviceId.');
  faults.push(...read);
  if (!isRecord(sent) || !('barcode' in sent)) return undefined;
  const { barcode } = values;
  return barcode === undefined || barcode === notAssigned ? null : barcode;
}

/** Only a vendor's vehicle is rented, and the rent ends after it began. */
function rentFaults(
  details: Details,
  sent: { readonly rentStartDate?: Date; readonly rentEndDate?: Date },
): ElementFault[] {
  const { rentStartDate: start, rentEndDate: end } = details;
  const faults: ElementFault[] = [];
  for (const [key, name] of [
    ['rentStartDate', 'Rent start date'],
    ['rentEndDate', 'Rent end date'],
  ] as const) {
    if (sent[key] && !isVendors(details))
      faults.push({ key, message: [`${name} is valid only if the ownership is Vendor.`] });
  }
  if (typeof start === 'string' && typeof end === 'string' && start >= end) {
    faults.push({ key: 'rentStartDate', message: ['Rent start date should be earlier than the rent end date.'] });
  }
  return faults;
}

function isVendors({ ownership }: Details): boolean {
  return typeof ownership === 'string' && ownership.trim().toLowerCase() === 'vendor';
}

/** A vehicle that a vendor sold to the company is rented no more. */
function withoutRent({ rentStartDate: _start, rentEndDate: _end, ...details }: Details): Details {
  return details;
}
