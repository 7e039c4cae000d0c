/**
 * The places and postal codes that come with the product (`scripts/build-gazetteer.ts` makes them). Read and unpacked
 * when somebody asks for the first time, beside the event loop; then about 6 MB that no garbage collector walks through.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { foldName } from '../fold-name.ts';
import { createGrid } from './place-grid.ts';
import { openTable, type Box, type PlaceTable } from './place-table.ts';
import type { FoundPoint } from './sought-address.ts';

export interface KnownPlace extends FoundPoint {
  /** Name of the state or province, folded; empty where it is not known. */
  readonly state: string;
}

export interface KnownPostalCode extends FoundPoint {
  /** The middle of a district and not of the code's own places. */
  readonly estimated: boolean;
}

export interface NamedPlace {
  /** Folded, as the table keeps it. */
  readonly name: string;
  readonly state: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Gazetteer {
  /** @param country ISO 3166-1 alpha-2 */
  readonly postalCode: (country: string, code: string) => Promise<KnownPostalCode | null>;
  /** Every place of the country with this name. */
  readonly places: (country: string, name: string) => Promise<readonly KnownPlace[]>;
  /** The place nearest to a point; null far from all of them. */
  readonly nearest: (point: FoundPoint) => Promise<NamedPlace | null>;
  /** Every place in a box, with its folded name. */
  readonly placesWithin: (box: Box) => Promise<readonly LabelledPoint[]>;
}

export interface LabelledPoint extends FoundPoint {
  readonly name: string;
}

/** Farther away a name says nothing of where one is. */
const mostMetres = 50_000;

const folder = join(import.meta.dirname, '../../../gazetteer');
const unpack = promisify(brotliDecompress);

export function createGazetteer(): Gazetteer {
  const places = lazily(() => readTable('places'));
  const postal = lazily(() => readTable('postal'));
  const grid = lazily(async () => createGrid(await places()));
  return {
    async postalCode(country, code) {
      const [row] = (await postal()).find(`${country} ${foldPostalCode(country, code)}`);
      // GeoNames: 1 is an estimate, from 4 on it is a place
      return row ? { lat: row.lat, lng: row.lng, estimated: row.note <= 1 } : null;
    },
    async places(country, name) {
      const folded = foldName(name);
      if (folded === '') return [];
      const { find, texts } = await places();
      return find(`${country} ${folded}`).map(({ lat, lng, note }) => ({ lat, lng, state: texts[note] ?? '' }));
    },
    async nearest(point) {
      const { texts } = await places();
      const row = (await grid()).nearest(point, mostMetres);
      return row && { country: row.key.slice(0, 2), name: row.key.slice(3), state: texts[row.note] ?? '' };
    },
    async placesWithin(box) {
      const { within } = await places();
      // before the name stands the country
      return within(box).map(({ key, lat, lng }) => ({ name: key.slice(3), lat, lng }));
    },
  };
}

/** `400 076` is 400076; the last four digits of a long ZIP code name a block that no table knows. */
function foldPostalCode(country: string, code: string): string {
  const folded = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return country === 'US' ? folded.slice(0, 5) : folded;
}

async function readTable(name: string): Promise<PlaceTable> {
  return openTable(await unpack(await readFile(join(folder, `${name}.br`))));
}

/** Once for all who ask; a failure is not remembered. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
