/**
 * Asks a Nominatim or Photon server of the operator's where an address is, or what is at a place: one deadline for everything, a bounded answer,
 * few connections. After a failure it is left in peace for a while, so that nobody waits for a server that is away.
 */
import { Agent, request } from 'undici';
import { createKeptAnswers } from './kept-answers.ts';
import { listOf, property } from './read-answer.ts';
import { reverseKinds } from './reverse-kinds.ts';
import type { FoundPoint, SoughtAddress } from './sought-address.ts';

export interface GeocodeServerOptions {
  readonly kind: 'nominatim' | 'photon';
  /** Where `search` or `api` is appended. */
  readonly url: string;
  /** For one address, from the first look-up to the last byte. */
  readonly timeoutMs: number;
  /** Milliseconds, never going back. */
  readonly now?: () => number;
}

export interface GeocodeServer {
  readonly kind: GeocodeServerOptions['kind'];
  /** @throws GeocodeServerAway when there is no sound answer in time, and at once for some time after that */
  readonly find: (address: SoughtAddress) => Promise<FoundPoint | null>;
  /** The address of a place, in one line; throws as `find`. */
  readonly addressAt: (point: FoundPoint) => Promise<string | null>;
  readonly close: () => Promise<void>;
}

export class GeocodeServerAway extends Error {
  override readonly name = 'GeocodeServerAway';
}

const mostRead = 256 * 1024;
const mostConnections = 4;
const mostKept = 5_000;
const keptMs = 24 * 3_600_000;
const restMs = 30_000;
/** The rules of public servers ask for a name. */
const headers = { accept: 'application/json', 'accept-language': 'en', 'user-agent': 'Waybill (self-hosted delivery)' };

export function createGeocodeServer(options: GeocodeServerOptions): GeocodeServer {
  const { kind, url, timeoutMs, now = () => performance.now() } = options;
  const base = url.endsWith('/') ? url : `${url}/`;
  const agent = new Agent({ allowH2: false, connections: mostConnections, maxResponseSize: mostRead });
  const points = createKeptAnswers<FoundPoint | null>(mostKept, keptMs, now);
  const addresses = createKeptAnswers<string | null>(mostKept, keptMs, now);
  const { ask, read } = kinds[kind];
  const reverse = reverseKinds[kind];
  let restUntil = -Infinity;

  /** @param work is told how to ask; everything in it has one deadline. */
  async function inTime<T>(work: (get: (question: string) => Promise<unknown>) => Promise<T>): Promise<T> {
    if (now() < restUntil) throw new GeocodeServerAway('The geocoding server failed a moment ago.');
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await work(async (question) => {
        const answer = await request(new URL(question, base), { dispatcher: agent, headers, signal });
        if (answer.statusCode === 200) return answer.body.json();
        await answer.body.dump();
        throw new Error(`The server answers ${answer.statusCode}.`);
      });
    } catch (cause) {
      restUntil = now() + restMs;
      throw new GeocodeServerAway('The geocoding server gave no answer.', { cause });
    }
  }

  const search = (address: SoughtAddress) =>
    inTime(async (get) => {
      for (const phrase of phrasesOf(address)) {
        const found = read(await get(ask(phrase, address.country)), address.country);
        if (found) return found;
      }
      return null;
    });

  return {
    kind,
    find: (address) => points.get(JSON.stringify(address), () => search(address)),
    addressAt(point) {
      const question = reverse.ask(point);
      return addresses.get(question, () => inTime(async (get) => reverse.read(await get(question))));
    },
    close: () => agent.destroy(),
  };
}

/** The whole address, and without its finer words, which a map may not have. */
function phrasesOf({ street, locality, city, state, postalCode }: SoughtAddress): readonly string[] {
  const phrases = [[street, locality, city, state, postalCode], [city, state, postalCode]].map((words) =>
    words.filter((word) => word !== null && word !== '').join(', '),
  ); // prettier-ignore
  return [...new Set(phrases)].filter((phrase) => phrase !== '');
}

interface Kind {
  /** Path and query of the question. */
  readonly ask: (phrase: string, country: string | null) => string;
  readonly read: (answer: unknown, country: string | null) => FoundPoint | null;
}

const kinds: Readonly<Record<GeocodeServerOptions['kind'], Kind>> = {
  nominatim: {
    ask: (phrase, country) => {
      const within = country === null ? {} : { countrycodes: country.toLowerCase() };
      return `search?${new URLSearchParams({ q: phrase, format: 'jsonv2', limit: '1', ...within }).toString()}`;
    },
    read(answer) {
      const [first] = listOf(answer);
      return first === undefined ? null : pointOf(property(first, 'lat'), property(first, 'lon'));
    },
  },
  photon: {
    ask: (phrase) => `api?${new URLSearchParams({ q: phrase, limit: '5', lang: 'en' }).toString()}`,
    read(answer, country) {
      // Photon takes no country in the question
      const fitting = listOf(property(answer, 'features')).find((one) => {
        const said = property(property(one, 'properties'), 'countrycode');
        return country === null || said === country;
      });
      if (fitting === undefined) return null;
      const coordinates = property(property(fitting, 'geometry'), 'coordinates');
      return pointOf(property(coordinates, '1'), property(coordinates, '0'));
    },
  },
};

/** @throws for what is no place on the globe */
function pointOf(lat: unknown, lng: unknown): FoundPoint {
  const point = { lat: toNumber(lat), lng: toNumber(lng) };
  if (Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180) return point;
  throw new Error('Coordinates are expected.');
}

/** NaN for what is neither a number nor one in a text. */
function toNumber(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
}
