/** Pure: what a client sends, as the core takes it. Missing and null are the same. */
import type { Address } from '../../domain/delivery/delivery.ts';
import type { CourierDraft } from '../../domain/fleet/courier.ts';
import type { DriverDraft } from '../../domain/fleet/driver.ts';
import type { VehicleDraft } from '../../domain/fleet/vehicle.ts';
import type { HubDraft } from '../../domain/hub/hub.ts';
import type * as tracking from '../../domain/tracking/position.ts';
import type { HubChange } from '../../use-cases/hub/change-hub.ts';
import type { TripOrder } from '../../use-cases/trip/create-trip.ts';
import { toInstantOrNull } from './instants.ts';
import type { NewCourier } from './schemas/courier.ts';
import type { NewDriver } from './schemas/driver.ts';
import type { HubPatch, NewHub } from './schemas/hub.ts';
import type { NewAddress } from './schemas/place.ts';
import type { NewPosition } from './schemas/position.ts';
import type { NewTrip } from './schemas/trip.ts';
import type { NewVehicle } from './schemas/vehicle.ts';

export function toHubDraft({ code, name, position, geofenceMetres, address }: NewHub): HubDraft {
  return {
    code,
    name,
    position: position ?? null,
    geofenceMetres: geofenceMetres ?? null,
    address: address ? toAddress(address) : null,
  };
}

/** Only what is given; null takes it away. */
export function toHubChange({ name, position, geofenceMetres, address }: HubPatch): HubChange {
  return {
    ...(name !== undefined && { name }),
    ...(position !== undefined && { position }),
    ...(geofenceMetres !== undefined && { geofenceMetres }),
    ...(address !== undefined && { address: address && toAddress(address) }),
  };
}

export function toCourierDraft(body: NewCourier): CourierDraft {
  return {
    employeeNumber: body.employeeNumber,
    name: body.name,
    phone: body.phone,
    email: body.email ?? null,
    branch: body.branch ?? null,
    vehicleNumber: body.vehicleNumber ?? null,
    phoneCode: body.phoneCode ?? null,
    ...toCapacities(body),
    maxDistanceMetres: body.maxDistanceMetres ?? null,
    preferredPostalCode: body.preferredPostalCode ?? null,
    languages: body.languages ?? [],
    daysOff: body.daysOff ?? [],
    shifts: body.shifts ?? [],
    details: {},
  };
}

export function toDriverDraft({ name, phone, email, licenseNumber }: NewDriver): DriverDraft {
  return { name, phone, email: email ?? null, licenseNumber, details: {} };
}

export function toVehicleDraft(body: NewVehicle): VehicleDraft {
  return { number: body.number, trackerCode: body.trackerCode ?? null, ...toCapacities(body), details: {} };
}

function toCapacities(body: Pick<NewVehicle, 'capacityUnits' | 'capacityVolumeCm3' | 'capacityWeightGrams'>) {
  return {
    capacityUnits: body.capacityUnits ?? null,
    capacityVolumeCm3: body.capacityVolumeCm3 ?? null,
    capacityWeightGrams: body.capacityWeightGrams ?? null,
  };
}

/** A time that is no date is the core's to refuse, for this fix alone. */
export function toPositionDraft(fix: NewPosition): tracking.Position {
  return {
    recordedAt: new Date(fix.recordedAt),
    lat: fix.lat,
    lng: fix.lng,
    speedKmh: fix.speedKmh ?? null,
    batteryPercent: fix.batteryPercent ?? null,
    temperatureC: fix.temperatureC ?? null,
    messageType: null,
  };
}

export function toTripOrder(body: NewTrip): TripOrder {
  return {
    name: body.name ?? null,
    courierId: body.courierId,
    vehicleId: body.vehicleId ?? null,
    driverName: body.driverName ?? null,
    trackerCode: body.trackerCode ?? null,
    setOff: toInstantOrNull('setOff', body.setOff),
    deliveryIds: body.deliveryIds,
  };
}

export function toAddress(body: NewAddress): Address {
  return {
    apartment: body.apartment ?? null,
    street: body.street ?? null,
    landmark: body.landmark ?? null,
    locality: body.locality ?? null,
    city: body.city ?? null,
    state: body.state ?? null,
    country: body.country ?? null,
    postalCode: body.postalCode ?? null,
  };
}
