/** A tracker in LogiNext's words. Pure. */
import type { Account } from '../../domain/account/account.ts';
import type { TrackerStatus } from '../../use-cases/fleet/fleet-status.ts';
import { gpsStatus } from './gps-status.ts';
import { toNumber } from './references.ts';
import type { Tracker } from './schemas/tracker-view.ts';

/** One of Get Tracker's list. */
export function toTrackerView(
  { tracker, vehicleNumber, tripName, driverName, origin, destination }: TrackerStatus,
  { name }: Account,
  now: Date,
): Tracker {
  const { latest } = tracker;
  const deviceId = toNumber(tracker.id);
  return {
    clientName: null,
    deviceId,
    productId: null,
    supplierId: null,
    barcode: tracker.code,
    suppliedDt: null,
    standardPriceAmt: null,
    discountPct: null,
    createdByUserId: null,
    createdOnDt: null,
    supplierName: null,
    phoneNumber: null,
    simId: null,
    lookupDesc: null,
    supplierDesc: null,
    updatedByUserId: null,
    updatedOnDt: null,
    isAvailableFl: tripName === null ? 'Y' : 'N',
    batteryPerc: latest?.batteryPercent ?? null,
    status: tripName === null ? 'Available' : 'Intransit',
    lastTrackedDt: latest?.recordedAt.getTime() ?? null,
    lastTrackedDate: latest?.recordedAt.toISOString().slice(0, 19) ?? null,
    lastTrackLocation: null,
    clientBranchId: null,
    deviceType: null,
    deviceTypeId: null,
    speed: latest?.speedKmh ?? null,
    // the sample's is another number of the device
    extraField1: String(deviceId),
    extraField2: null,
    extraField3: null,
    extraField4: null,
    extraField5: null,
    isActiveFl: 'Y',
    isActive: true,
    lat: latest?.lat ?? null,
    lng: latest?.lng ?? null,
    simNumber: null,
    serviceProvider: null,
    serviceProviderId: null,
    planType: null,
    planTypeId: null,
    cost: null,
    gpsStatus: gpsStatus(latest, now),
    clientBranchName: name,
    temperature: latest?.temperatureC ?? null,
    odometer: null,
    direction: null,
    fuel: null,
    ignition: null,
    vehicleNum: vehicleNumber,
    tripName,
    originAddr: origin,
    destinationAddr: destination,
    driverName,
    vehicleName: null,
    imei: null,
  };
}
