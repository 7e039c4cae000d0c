/** Pure: between GotSurge's question for a price and the core's. */
import type { Address } from '../../domain/delivery/delivery.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import type { LatLng } from '../../domain/geo.ts';
import type { PricedStop, Recommendation } from '../../use-cases/price/recommend.ts';
import type { Place, PriceRecommendation, Stop } from './schemas/price.ts';

/** @throws DomainError `invalid_input` that names each stop with half a position */
export function toPricedStops(stops: readonly Stop[]): readonly PricedStop[] {
  const faults = stops.flatMap((stop, index) => halfPosition(stop, `stops.${index}`));
  const [first] = faults;
  if (first) throw new DomainError('invalid_input', first.message, faults);
  return stops.map((stop) => {
    const inner = innerOf(stop);
    return { position: positionOf(inner) ?? positionOf(stop), address: toAddress({ ...stop, ...present(inner) }) };
  });
}

/** The object in `address`; a text there is the street. */
function innerOf({ address }: Stop): Place {
  if (typeof address === 'string') return { street_address: address };
  return address ?? {};
}

/** What is said twice counts as it stands further in. */
function present(place: Place): Place {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== null));
}

function positionOf({ latitude, longitude }: Place): LatLng | null {
  return typeof latitude === 'number' && typeof longitude === 'number' ? { lat: latitude, lng: longitude } : null;
}

function halfPosition(stop: Stop, path: string): Fault[] {
  const message = 'Latitude and longitude belong together: give both.';
  return [
    { place: stop, at: path },
    { place: innerOf(stop), at: `${path}.address` },
  ].flatMap(({ place, at }) => {
    const [lat, lng] = [place.latitude ?? null, place.longitude ?? null];
    if ((lat === null) === (lng === null)) return [];
    return [{ path: `${at}.${lat === null ? 'latitude' : 'longitude'}`, message }];
  });
}

function toAddress({ street_address, building_name, city, state, zip_code, country }: Place): Address {
  return {
    apartment: null,
    street: text(street_address),
    landmark: text(building_name),
    locality: null,
    city: text(city),
    state: text(state),
    country: text(country),
    postalCode: text(zip_code),
  };
}

function text(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** `distance` says how well it is known: `12.3 km by road`, or `12.3 km estimated`. */
export function toRecommendation({
  averageFee,
  totalFee,
  currency,
  stops,
  distance: { metres, byRoad },
}: Recommendation): PriceRecommendation {
  return {
    average_fee: averageFee,
    code: 'success',
    distance: {
      value: metres,
      unit: 'm',
      text: `${(metres / 1000).toFixed(1)} km ${byRoad ? 'by road' : 'estimated'}`,
    },
    total_fee: totalFee,
    total_fee_currency: currency,
    total_waypoint: stops,
  };
}
