/** Pure: duty, offers and work, as the native API shows them. */
import type * as duty from '../../domain/courier/duty.ts';
import type { LatLng } from '../../domain/geo.ts';
import type * as core from '../../domain/offer/offer.ts';
import type { WorkStop, WorkTrip as CoreTrip } from '../../use-cases/courier/read-work.ts';
import type { NearOffer as CoreNear } from '../../use-cases/offer/list-near.ts';
import { toDelivery } from './delivery-mapping.ts';
import { iso, isoOrNull } from './iso.ts';
import { toStop } from './mapping.ts';
import type { Duty, DutyOrder, OwnDuty } from './schemas/courier-duty.ts';
import type { WorkTrip } from './schemas/courier-work.ts';
import type { NearOffer, Offer } from './schemas/offer.ts';

export function toDuty(one: duty.Duty): Duty {
  const { courierId, organisationId, vehicleKind, emissionsType, marine, squads, onDutySince, updatedAt } = one;
  return {
    courierId,
    onDuty: onDutySince !== null,
    onDutySince: isoOrNull(onDutySince),
    organisationId,
    vehicleKind,
    emissionsType,
    marine,
    squads: [...squads],
    updatedAt: iso(updatedAt),
  };
}

/** What is not given has the default of a courier whom nobody has told of. */
export function toDutyOrder({ vehicleKind, emissionsType, marine, squads, organisationId, onDuty }: DutyOrder) {
  return {
    vehicleKind,
    emissionsType: emissionsType ?? 'ice',
    marine: marine ?? false,
    squads: [...new Set(squads)],
    organisationId: organisationId ?? null,
    onDuty: onDuty ?? null,
  };
}

export function toOwnDuty({ onDuty, vehicleKind, emissionsType, position }: OwnDuty) {
  return {
    onDuty,
    vehicleKind: vehicleKind ?? null,
    emissionsType: emissionsType ?? null,
    position: position ?? null,
  };
}

export function toOffer(one: core.Offer): Offer {
  const { id, deliveryId, preference, vehicleKind, price, currency } = one;
  const times = { expiresAt: isoOrNull(one.expiresAt), openedAt: iso(one.openedAt) };
  return { id, deliveryId, preference, vehicleKind, price, currency, ...times };
}

export function toNearOffer(one: CoreNear): NearOffer {
  const { id, deliveryId, preference, vehicleKind, price, currency, units, weightGrams, journeyMetres } = one;
  return {
    id,
    deliveryId,
    preference,
    vehicleKind,
    price,
    currency,
    expiresAt: isoOrNull(one.expiresAt),
    distanceMetres: one.distanceMetres === null ? null : Math.round(one.distanceMetres),
    journeyMetres,
    pickup: one.pickup && toDoor(one.pickup),
    dropoff: one.dropoff && toDoor(one.dropoff),
    units,
    weightGrams,
  };
}

function toDoor({ address, position, window }: NonNullable<CoreNear['pickup']>): NonNullable<NearOffer['pickup']> {
  const { locality, city, state, country } = address;
  return {
    area: { locality, city, state, country, position: position && coarse(position) },
    window: { from: isoOrNull(window.from), until: isoOrNull(window.until) },
  };
}

/** About a kilometre: which quarter, and not which house. */
function coarse({ lat, lng }: LatLng): LatLng {
  return { lat: Math.round(lat * 100) / 100, lng: Math.round(lng * 100) / 100 };
}

export function toWorkTrip(trip: CoreTrip): WorkTrip {
  const { id, name, state, vehicleNumber, next } = trip;
  return {
    id,
    name,
    state,
    startedAt: isoOrNull(trip.startedAt),
    expectedEnd: isoOrNull(trip.expectedEnd),
    vehicleNumber,
    next,
    stops: trip.stops.map((stop) => toWorkStop(stop, trip)),
  };
}

function toWorkStop(stop: WorkStop, { tasks }: CoreTrip): WorkTrip['stops'][number] {
  const { delivery } = stop;
  const shown = toDelivery(delivery);
  const task = tasks.get(delivery.id);
  return {
    ...toStop(stop),
    place: shown[stop.leg],
    delivery: {
      id: shown.id,
      version: shown.version,
      state: shown.state,
      orderNumber: shown.orderNumber,
      waybillNumber: shown.waybillNumber,
      partialAllowed: shown.partialAllowed,
      paymentMode: shown.paymentMode,
      goodsValue: shown.goodsValue,
      cashOnPickup: shown.cashOnPickup,
      weightGrams: shown.weightGrams,
      packages: shown.packages,
      task: task
        ? {
            organisation: task.organisation.businessName,
            price: task.price,
            currency: task.currency,
            isUrgent: task.isUrgent,
            invoiceNumber: task.invoiceNumber,
            groupTag: task.groupTag,
            journeyMetres: task.distanceMetres,
          }
        : null,
    },
  };
}
