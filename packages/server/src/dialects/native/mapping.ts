/** Pure: what the core knows, as the native API shows it. Every function names each field, so that nothing slips out. */
import type * as account from '../../domain/account/account.ts';
import type * as courier from '../../domain/fleet/courier.ts';
import type * as driver from '../../domain/fleet/driver.ts';
import type * as vehicle from '../../domain/fleet/vehicle.ts';
import type * as hub from '../../domain/hub/hub.ts';
import type * as proof from '../../domain/proof/proof.ts';
import type * as position from '../../domain/tracking/position.ts';
import type * as tracker from '../../domain/tracking/tracker.ts';
import type * as haulage from '../../domain/trip/haulage.ts';
import type * as trip from '../../domain/trip/trip.ts';
import type { StopView, TripView } from '../../use-cases/trip/read-trips.ts';
import { iso, isoOrNull } from './iso.ts';
import type { Courier } from './schemas/courier.ts';
import type { Credential } from './schemas/credential.ts';
import type { Driver } from './schemas/driver.ts';
import type { Hub } from './schemas/hub.ts';
import type { Position } from './schemas/position.ts';
import type { Proof } from './schemas/proof.ts';
import type { Stop } from './schemas/stop.ts';
import type { Tracker } from './schemas/tracker.ts';
import type { Trip, TripSummary } from './schemas/trip.ts';
import type { Vehicle } from './schemas/vehicle.ts';
import { toNativeStatus } from './status.ts';

export function toCredential({ id, dialect, label, createdAt, revokedAt }: account.Credential): Credential {
  return { id, dialect, label, createdAt: iso(createdAt), revokedAt: isoOrNull(revokedAt) };
}

export function toHub({ id, code, name, position, geofenceMetres, address, createdAt }: hub.Hub): Hub {
  return { id, code, name, position, geofenceMetres, address, createdAt: iso(createdAt) };
}

export function toCourier(one: courier.Courier): Courier {
  return {
    id: one.id,
    version: one.version,
    employeeNumber: one.employeeNumber,
    name: one.name,
    phone: one.phone,
    email: one.email,
    branch: one.branch,
    vehicleId: one.vehicleId,
    vehicleNumber: one.vehicleNumber,
    trackerId: one.trackerId,
    trackerCode: one.trackerCode,
    capacityUnits: one.capacityUnits,
    capacityVolumeCm3: one.capacityVolumeCm3,
    capacityWeightGrams: one.capacityWeightGrams,
    maxDistanceMetres: one.maxDistanceMetres,
    preferredPostalCode: one.preferredPostalCode,
    languages: [...one.languages],
    daysOff: [...one.daysOff],
    shifts: [...one.shifts],
    createdAt: iso(one.createdAt),
  };
}

export function toDriver({ id, version, name, phone, email, licenseNumber, createdAt }: driver.Driver): Driver {
  return { id, version, name, phone, email, licenseNumber, createdAt: iso(createdAt) };
}

export function toVehicle(one: vehicle.Vehicle): Vehicle {
  const { id, version, number, trackerId, trackerCode } = one;
  const { capacityUnits, capacityVolumeCm3, capacityWeightGrams } = one;
  const capacities = { capacityUnits, capacityVolumeCm3, capacityWeightGrams };
  return { id, version, number, trackerId, trackerCode, ...capacities, createdAt: iso(one.createdAt) };
}

export function toTracker({ id, code, kind, latest, createdAt }: tracker.Tracker): Tracker {
  return {
    id,
    code,
    kind,
    latest: latest && { ...latest, recordedAt: iso(latest.recordedAt), receivedAt: iso(latest.receivedAt) },
    createdAt: iso(createdAt),
  };
}

export function toPosition(fix: position.Position): Position {
  const { recordedAt, lat, lng, speedKmh, batteryPercent, temperatureC } = fix;
  return { recordedAt: iso(recordedAt), lat, lng, speedKmh, batteryPercent, temperatureC };
}

export function toTrip(one: TripView): Trip {
  return {
    id: one.id,
    version: one.version,
    name: one.name,
    state: one.state,
    courierId: one.courierId,
    courierName: one.courierName,
    courierPhone: one.courierPhone,
    vehicleId: one.vehicleId,
    vehicleNumber: one.vehicleNumber,
    trackerId: one.trackerId,
    driverName: one.driverName,
    assignedBy: one.assignedBy,
    loadedAt: isoOrNull(one.loadedAt),
    startedAt: isoOrNull(one.startedAt),
    endedAt: isoOrNull(one.endedAt),
    expectedEnd: isoOrNull(one.expectedEnd),
    drivenMetres: one.drivenMetres === null ? null : Math.round(one.drivenMetres),
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
    haulage: one.haulage && toHaulage(one.haulage),
    stops: one.stops.map(toTripStop),
  };
}

function toHaulage(one: haulage.Haulage): NonNullable<Trip['haulage']> {
  const { goodsKind, origin, destination, transportMode, lorryReceipt, flightNumber, trainNumber } = one;
  const { waybillNumber, sealNumber, weightGrams, volumeMm3, units, notes, driverId, cancellation } = one;
  return {
    goodsKind,
    origin,
    destination,
    transportMode,
    lorryReceipt,
    flightNumber,
    trainNumber,
    waybillNumber,
    sealNumber,
    weightGrams,
    volumeMm3,
    units,
    reportingAt: iso(one.reportingAt),
    notes,
    driverId,
    cancellation: cancellation && { ...cancellation, at: iso(cancellation.at) },
  };
}

function toTripStop(one: StopView): Trip['stops'][number] {
  return { ...toStop(one), orderNumber: one.orderNumber, deliveryState: toNativeStatus[one.deliveryState] };
}

export function toStop(one: trip.Stop): Stop {
  return {
    id: one.id,
    tripId: one.tripId,
    deliveryId: one.deliveryId,
    leg: one.leg,
    sequence: one.sequence,
    state: one.state,
    plannedArrival: isoOrNull(one.plannedArrival),
    plannedDeparture: isoOrNull(one.plannedDeparture),
    plannedDistanceMetres: one.plannedDistanceMetres,
    acceptedAt: isoOrNull(one.acceptedAt),
    arrivedAt: isoOrNull(one.arrivedAt),
    arrivedPosition: one.arrivedPosition,
    leftAt: isoOrNull(one.leftAt),
    leftPosition: one.leftPosition,
    expectedArrival: isoOrNull(one.expectedArrival),
    fenceEnteredAt: isoOrNull(one.fenceEnteredAt),
    fenceLeftAt: isoOrNull(one.fenceLeftAt),
    drivenMetres: one.drivenMetres === null ? null : Math.round(one.drivenMetres),
  };
}

export function toTripSummary(one: TripSummary): TripSummary {
  const { id, name, courierName, courierPhone, driverName, vehicleNumber, assignedBy } = one;
  return { id, name, courierName, courierPhone, driverName, vehicleNumber, assignedBy };
}

export function toProof(one: proof.Proof): Proof {
  const { id, deliveryId, leg, recipientName, note, position } = one;
  return {
    id,
    deliveryId,
    leg,
    recipientName,
    note,
    position,
    capturedAt: iso(one.capturedAt),
    receivedAt: iso(one.receivedAt),
    files: one.files.map(({ id, kind, contentType, bytes, sha256 }) => ({ id, kind, contentType, bytes, sha256 })),
  };
}
