/** A trip in the words of LogiNext's Haul. Pure. */
import type { TripState } from '../../domain/trip/trip.ts';
import { etaOf, type TripStatus } from '../../use-cases/trip/read-hauls.ts';
import { toReference } from './references.ts';
import type { HaulTrip } from './schemas/haul-trip-view.ts';
import { thousandth, toDateTime } from './wire.ts';

/** The document shows ENDED; the others are later documents' and the same manner. */
const tripStatus = {
  planned: 'NOTSTARTED',
  started: 'STARTED',
  ended: 'ENDED',
  cancelled: 'CANCELLED',
} as const satisfies Record<TripState, string>;

/** One of Get Trip's. A trip of deliveries hauls nothing: what only a haul has is null. */
export function toHaulTrip(trip: TripStatus, now: Date): HaulTrip {
  const { haulage, aboard, seen, vehicleDetails } = trip;
  const bodyType = vehicleDetails['typeOfBody'];
  return {
    referenceId: toReference(trip.id),
    tripName: trip.name,
    origin: haulage?.origin ?? null,
    destination: haulage?.destination ?? null,
    tripStatus: tripStatus[trip.state],
    tripStartDt: dateTimeOrNull(trip.startedAt),
    tripEndDt: dateTimeOrNull(trip.endedAt),
    eta: dateTimeOrNull(etaOf(trip, now)),
    calculatedStartDt: dateTimeOrNull(trip.plannedStart),
    calculatedEndDt: dateTimeOrNull(trip.plannedEnd),
    // kilometres with four decimals, as the sample
    actualDistance: trip.drivenMetres === null ? null : Math.round(trip.drivenMetres * 10) / 10_000,
    packageWeight: thousandth(haulage ? haulage.weightGrams : aboard.weightGrams),
    packageVolume: thousandth(haulage ? haulage.volumeMm3 : aboard.volumeMm3),
    packageValue: haulage ? (haulage.units ?? 0) : aboard.deliveries,
    goodType: null,
    phoneNumber: trip.phone,
    isStuckFl: null,
    lastStuckDt: null,
    notesDescription: haulage?.notes ?? null,
    barcode: trip.trackerCode,
    lrNumber: haulage?.lorryReceipt ?? null,
    awbNumber: haulage?.waybillNumber ?? null,
    sealNumber: haulage?.sealNumber ?? null,
    challanNumber: null,
    flightNum: haulage?.flightNumber ?? null,
    trainNum: haulage?.trainNumber ?? null,
    vehicle: trip.vehicleNumber,
    vehicleType: typeof bodyType === 'string' && bodyType !== '' ? bodyType : null,
    driver: trip.driverName,
    vehicleReportingTime: dateTimeOrNull(haulage?.reportingAt ?? null),
    tracking: dateTimeOrNull(seen?.recordedAt ?? null),
    lastHub: trip.lastHub,
    lastTrackedLatitude: seen?.lat ?? null,
    lastTrackedLongitude: seen?.lng ?? null,
    batteryPerc: seen?.batteryPercent ?? null,
  };
}

export function dateTimeOrNull(instant: Date | null): string | null {
  return instant === null ? null : toDateTime(instant);
}
