/** A vehicle in LogiNext's words. Pure. */
import type { Account } from '../../domain/account/account.ts';
import type { Vehicle } from '../../domain/fleet/vehicle.ts';
import type { VehicleStatus } from '../../use-cases/fleet/fleet-status.ts';
import { gpsStatus } from './gps-status.ts';
import { toNumber, toReference } from './references.ts';
import type { ListedVehicle, Vehicle as VehicleView } from './schemas/vehicle-view.ts';

/** Stands in the list where a vehicle has no tracker. */
export const notAssigned = 'Not Assigned';

/** Get Vehicle (Single). */
export function toVehicleView(vehicle: Vehicle, { id: accountId, name }: Account): VehicleView {
  return {
    ...common(vehicle),
    vehicleId: toNumber(vehicle.id),
    guid: toReference(vehicle.id),
    clientBranchId: toNumber(accountId),
    deviceId: {
      deviceId: vehicle.trackerId === null ? null : toNumber(vehicle.trackerId),
      barcode: vehicle.trackerCode,
      statusCd: null,
      trackeeId: null,
    },
    registrationCopy: [],
    pucCopy: [],
    insuranceCopy: [],
    registrationCopyExists: null,
    insuranceCopyExists: null,
    pucValidityExists: null,
    clientBranchName: name,
    referenceId: toReference(vehicle.id),
  };
}

/** One of Get Vehicle's list. */
export function toListedVehicle({ vehicle, latest, tripName }: VehicleStatus, now: Date): ListedVehicle {
  return {
    ...common(vehicle),
    previousVehiclenumber: null,
    batteryPercentage: latest?.batteryPercent ?? null,
    mediaList: null,
    status: tripName === null ? 'Available' : 'In Transit',
    lat: latest?.lat ?? null,
    lng: latest?.lng ?? null,
    lastTrackingDate: latest?.recordedAt.toISOString() ?? null,
    vendorName: null,
    deviceId: { barcode: vehicle.trackerCode ?? notAssigned, statusCd: null, trackeeId: null },
    tripDetail: tripName,
    insuranceAlertWindow: null,
    pucAlertWindow: null,
    lastInsuranceAlertSentDt: null,
    lastPUCAlertSentDt: null,
    gpsStatus: vehicle.trackerId === null ? null : gpsStatus(latest, now),
    speed: latest?.speedKmh ?? null,
    branchName: null,
    referenceId: toReference(vehicle.id),
    vehicleId: toNumber(vehicle.id),
    guid: toReference(vehicle.id),
  };
}

/** What both answers show. */
function common({ number, capacityUnits, capacityVolumeCm3, capacityWeightGrams, details }: Vehicle) {
  // other APIs keep in `details` what they like
  const textOf = (key: string) => (typeof details[key] === 'string' && details[key] !== '' ? details[key] : null);
  const unladden = details['unladdenWeight'];
  return {
    vehicleName: null,
    vehicleNumber: number,
    vehicleMake: textOf('vehicleMake'),
    vehicleModel: textOf('vehicleModel'),
    vehicleType: null,
    typeOfBody: textOf('typeOfBody') ?? '',
    unladdenWeight: Number.isSafeInteger(unladden) ? Number(unladden) : null,
    capacityInUnits: capacityUnits,
    capacityInVolume: capacityVolumeCm3,
    capacityInWeight: capacityWeightGrams === null ? null : capacityWeightGrams / 1000,
    chasisNumber: textOf('chasisNumber'),
    engineNumber: textOf('engineNumber'),
    markerName: textOf('markerName'),
    registrationNumber: textOf('registrationNumber'),
    pucValidity: textOf('pucValidity'),
    insuranceValidity: textOf('insuranceValidity'),
    vehiclePermit: textOf('vehiclePermit'),
    ownerName: textOf('ownerName'),
    rentEndDate: textOf('rentEndDate'),
    rentStartDate: textOf('rentStartDate'),
    transporter: textOf('transporter'),
    financer: textOf('financer'),
    permit: null,
    ownership: textOf('ownership'),
    accidentHistory: textOf('accidentHistory'),
  };
}
