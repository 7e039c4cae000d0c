/** The files of the tracking page, read once: an allow list by name, with a hash that stands in their path. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gzip } from 'node:zlib';

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
}

export interface Assets {
  /** Changes with any of the files. */
  readonly version: string;
  readonly html: string;
  readonly files: ReadonlyMap<string, Asset>;
}

const folder = new URL('../../../tracking-page/', import.meta.url);

/** A name is served when it stands here; the others are beside the page. */
const own = [
  'page.css',
  'main.js',
  'address.js',
  'connection.js',
  'elements.js',
  'map.js',
  'base-map.js',
  'show.js',
  'words.js',
  'words-en.js',
  'words-ar.js',
  'base-map.json',
] as const;
const ofMapLibre = ['maplibre-gl.mjs', 'maplibre-gl-worker.mjs', 'maplibre-gl.css'] as const;

export const assetNames: readonly string[] = [...own, ...ofMapLibre];

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

const zip = promisify(gzip);
const unpack = promisify(brotliDecompress);

export async function readAssets(): Promise<Assets> {
  const files = new Map<string, Asset>();
  const hash = createHash('sha256');
  for (const name of assetNames) {
    const bytes = await read(name);
    hash.update(`${name} ${bytes.length} `).update(bytes);
    const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    files.set(name, { type, bytes, gzipped: await zip(bytes) });
  }
  const html = await readFile(new URL('page.html', folder), 'utf8');
  return { version: hash.digest('base64url').slice(0, 16), html, files };
}

async function read(name: string): Promise<Buffer> {
  // packed by scripts/build-base-map.ts
  if (name === 'base-map.json') return unpack(await readFile(new URL('base-map.br', folder)));
  const isMapLibre = ofMapLibre.some((one) => one === name);
  return readFile(isMapLibre ? new URL(import.meta.resolve(`maplibre-gl/dist/${name}`)) : new URL(name, folder));
}
