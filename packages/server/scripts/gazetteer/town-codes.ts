/**
 * Postal codes of countries whose packages name towns and no places: a code is where its towns are. Also those of
 * Australia, which come with places.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { distanceMetres, type LatLng } from '../../src/domain/geo.ts';
import { foldName } from '../../src/lib/fold-name.ts';
import type { PlaceRow } from '../../src/lib/geocoder/place-table.ts';

export interface City {
  readonly name: string;
  readonly lat: string;
  readonly lng: string;
  readonly country: string;
  readonly admin1: string;
  readonly admin2: string;
}

/** A code that serves a town; `area` tells it from others of its name: the department in France. */
interface TownCode {
  readonly code: string;
  readonly town: string;
  readonly area: string | null;
}

/** Exactness in GeoNames' words: 1 is an estimate, from 4 on it is a place. */
const [estimate, place] = [1, 4];
/** Towns of one name that lie farther apart are not told apart by their code. Metres. */
const oneTown = 30_000;

/** One row per code whose towns are known. */
export function locateTownCodes(country: string, codes: readonly TownCode[], cities: readonly City[]): PlaceRow[] {
  const byName = new Map<string, City[]>();
  for (const city of cities) {
    if (city.country !== country) continue;
    const name = foldName(city.name);
    byName.set(name, [...(byName.get(name) ?? []), city]);
  }
  const points = new Map<string, LatLng[]>();
  for (const { code, town, area } of codes) {
    const named = byName.get(foldName(town)) ?? [];
    const found = area === null ? named : named.filter(({ admin2 }) => admin2 === area);
    const [first, ...others] = found.map(({ lat, lng }) => ({ lat: Number(lat), lng: Number(lng) }));
    if (!first || others.some((other) => distanceMetres(first, other) > oneTown)) continue;
    points.set(code, [...(points.get(code) ?? []), first]);
  }
  return [...points].map(([code, all]) => ({ key: `${country} ${code}`, ...middleOf(all), note: estimate }));
}

/** Cities with their codes, by state. */
export function malaysia(folder: string): readonly TownCode[] {
  // the shape is the package's
  const { allPostcodes } = createRequire(import.meta.url)(join(folder, 'dist/index.cjs')) as {
    allPostcodes: readonly { readonly city: readonly { readonly name: string; readonly postcode: readonly string[] }[] }[];
  }; // prettier-ignore
  return allPostcodes.flatMap(({ city }) =>
    city.flatMap(({ name, postcode }) => postcode.map((code) => ({ code, town: name, area: null }))),
  );
}

/** Post towns by code. */
export function norway(folder: string): readonly TownCode[] {
  // the shape is the package's
  const towns = createRequire(import.meta.url)(join(folder, 'converted/postal-codes-simple.js')) as Readonly<Record<string, string>>; // prettier-ignore
  return Object.entries(towns).map(([code, town]) => ({ code: code.padStart(4, '0'), town, area: null }));
}

/** Communes with their codes; the first two or three figures of a commune's own number are its department. */
export function france(folder: string): readonly TownCode[] {
  // the shape is the package's
  const all = JSON.parse(readFileSync(join(folder, 'codes-postaux.json'), 'utf8')) as readonly {
    readonly codePostal: string;
    readonly codeCommune: string;
    readonly nomCommune: string;
  }[];
  return all.map(({ codePostal, codeCommune, nomCommune }) => ({
    code: codePostal,
    // GeoNames has one place for Paris, Lyon and Marseille
    town: nomCommune.replace(/ \d+e(r)? Arrondissement$/i, ''),
    area: codeCommune.slice(0, codeCommune.startsWith('97') ? 3 : 2),
  }));
}

/** Delivery areas with their places; a code for boxes or large receivers only has no other place. */
export function locateAustralia(folder: string): PlaceRow[] {
  // the shape is the package's
  const all = JSON.parse(readFileSync(join(folder, 'lib/resources/aus_postcodes.json'), 'utf8')) as readonly {
    readonly postcode: string;
    readonly type: string;
    readonly Lat_precise: number;
    readonly Long_precise: number;
  }[];
  const byCode = Map.groupBy(all.filter(isPlaced), ({ postcode }) => postcode);
  return [...byCode].map(([code, listed]) => {
    const delivered = listed.filter(({ type }) => type === 'Delivery Area');
    const points = (delivered.length > 0 ? delivered : listed).map((one) => ({ lat: one.Lat_precise, lng: one.Long_precise })); // prettier-ignore
    return { key: `AU ${code}`, ...middleOf(points), note: place };
  });
}

const isPlaced = (one: { readonly Lat_precise: number; readonly Long_precise: number }) =>
  Number.isFinite(one.Lat_precise) && Number.isFinite(one.Long_precise) && one.Lat_precise !== 0;

export function middleOf(points: readonly LatLng[]): LatLng {
  return { lat: median(points.map(({ lat }) => lat)), lng: median(points.map(({ lng }) => lng)) };
}

/** One wrong place among many does not move it. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
