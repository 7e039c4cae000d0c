/** Says what a drive from a pickup to one or more drop-offs should cost. Nothing is written. */
import type { Address } from '../../domain/delivery/delivery.ts';
import { DomainError, invalid, type Fault } from '../../domain/errors.ts';
import type { LatLng } from '../../domain/geo.ts';
import { defaultPrice } from '../../domain/price/default-prices.ts';
import type { Drive } from '../../domain/price/drive.ts';
import { farthest, quote, type Quote } from '../../domain/price/price.ts';
import type { VehicleKind } from '../../domain/task/vehicle-kind.ts';
import { findPrice } from '../../store/price-table.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { geocodeAll } from '../plan/locate.ts';
import { measureDrives } from './measure-drives.ts';

export interface PricedStop {
  /** Null: found by the address. */
  readonly position: LatLng | null;
  readonly address: Address;
}

export interface Recommendation extends Quote {
  /** Drop-offs that were counted. */
  readonly stops: number;
  /** All counted ways from the pickup together. */
  readonly distance: Drive;
}

/** The pickup and what a router takes in one question. */
export const mostStops = 100;

/** Milliseconds for finding all addresses. */
const patience = 10_000;

type Needs = Pick<Deps, 'db' | 'gazetteer' | 'geocodeServer' | 'log' | 'router'>;

/**
 * @param stops the pickup first; 2 to 100
 * @throws DomainError `invalid_input` with the path of each stop (`stops.2`) whose place nobody knows
 */
export async function recommendPrice(
  deps: Needs,
  { accountId }: Pick<Caller, 'accountId'>,
  vehicle: VehicleKind,
  stops: readonly PricedStop[],
): Promise<Recommendation> {
  if (stops.length < 2 || stops.length > mostStops)
    throw invalid('stops', `Give a pickup and at least one drop-off, at most ${mostStops} stops in all.`);
  const [[pickup, ...dropOffs], rule] = await Promise.all([
    placesOf(deps, stops),
    findPrice(deps.db.of(accountId), accountId, vehicle),
  ]);
  if (!pickup) throw new Error('Each stop has its place.');
  const ways = await measureDrives(deps, pickup, dropOffs, vehicle);
  const counted = farthest(ways.map((way, index) => asKnown(way, pickup, dropOffs[index])));
  const distance = {
    metres: counted.reduce((sum, { metres }) => sum + metres, 0),
    byRoad: counted.every(({ byRoad }) => byRoad),
  };
  const metres = counted.map((way) => way.metres);
  return { ...quote(rule ?? defaultPrice(vehicle), metres), stops: counted.length, distance };
}

interface KnownPlace extends LatLng {
  /** The middle of a town or of a district, perhaps. */
  readonly roughly: boolean;
}

/** A road between places that are known roughly is an estimate as well. */
function asKnown({ metres, byRoad }: Drive, from: KnownPlace, to: KnownPlace | undefined): Drive {
  return { metres, byRoad: byRoad && !from.roughly && to?.roughly === false };
}

async function placesOf(deps: Needs, stops: readonly PricedStop[]): Promise<readonly KnownPlace[]> {
  const unknown = stops.flatMap(({ position }, index) => (position === null ? [index] : []));
  const addresses = unknown.flatMap((index) => stops[index]?.address ?? []);
  const found = await geocodeAll(deps, addresses, AbortSignal.timeout(patience));
  const byIndex = new Map(unknown.map((index, nth) => [index, found[nth] ?? null]));
  const faults: Fault[] = [];
  const places = stops.flatMap(({ position }, index): KnownPlace[] => {
    if (position) return [{ ...position, roughly: false }];
    const place = byIndex.get(index);
    if (place) return [{ lat: place.lat, lng: place.lng, roughly: place.source === 'gazetteer' }];
    faults.push({ path: `stops.${index}`, message: 'Nobody knows where this is: give latitude and longitude.' });
    return [];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', 'The place of a stop is not known.', faults);
  return places;
}
