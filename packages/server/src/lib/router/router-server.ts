/**
 * Asks an OSRM or Valhalla server of the operator's how far it is by road: one deadline, a bounded answer, few
 * connections. After a failure it is left in peace for a while, so that nobody waits for a server that is away.
 */
import { Agent, request } from 'undici';
import { createKeptAnswers } from '../geocoder/kept-answers.ts';
import { routerKinds, type Point, type Travel } from './router-kinds.ts';

export interface RouterServerOptions {
  readonly kind: keyof typeof routerKinds;
  /** Where `table/…` or `sources_to_targets` is appended. */
  readonly url: string;
  /** For one question, from the first look-up to the last byte. */
  readonly timeoutMs: number;
  /** Milliseconds, never going back. */
  readonly now?: () => number;
}

export interface RouterServer {
  readonly kind: RouterServerOptions['kind'];
  /**
   * Metres by road from one place to each of the others, in their order; null where the server knows no way.
   * @param to at most 99: what both servers take in one question
   * @throws RouterServerAway when there is no sound answer in time, and at once for some time after that
   */
  readonly distances: (from: Point, to: readonly Point[], travel: Travel) => Promise<readonly (number | null)[]>;
  readonly close: () => Promise<void>;
}

export class RouterServerAway extends Error {
  override readonly name = 'RouterServerAway';
}

const mostRead = 256 * 1024;
const mostConnections = 4;
const mostKept = 2_000;
const keptMs = 24 * 3_600_000;
const restMs = 30_000;
const headers = { accept: 'application/json', 'user-agent': 'Waybill (self-hosted delivery)' };

export function createRouterServer(options: RouterServerOptions): RouterServer {
  const { kind, url, timeoutMs, now = () => performance.now() } = options;
  const base = url.endsWith('/') ? url : `${url}/`;
  const agent = new Agent({ allowH2: false, connections: mostConnections, maxResponseSize: mostRead });
  const kept = createKeptAnswers<readonly (number | null)[]>(mostKept, keptMs, now);
  const { ask, read, isOfPlaces } = routerKinds[kind];
  let restUntil = -Infinity;

  async function answerTo(path: string, body: string | null, count: number): Promise<readonly (number | null)[]> {
    if (now() < restUntil) throw new RouterServerAway('The router failed a moment ago.');
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await request(new URL(path, base), {
        dispatcher: agent,
        method: body === null ? 'GET' : 'POST',
        headers: body === null ? headers : { ...headers, 'content-type': 'application/json' },
        body,
        signal,
      });
      if (answer.statusCode === 200) return read(await answer.body.json(), count);
      if (answer.statusCode === 400 && isOfPlaces(await answer.body.json()))
        return Array.from({ length: count }, () => null);
      if (!answer.body.bodyUsed) await answer.body.dump();
      throw new Error(`The server answers ${answer.statusCode}.`);
    } catch (cause) {
      restUntil = now() + restMs;
      throw new RouterServerAway('The router gave no answer.', { cause });
    }
  }

  return {
    kind,
    async distances(from, to, travel) {
      if (to.length === 0) return [];
      const question = ask(rounded(from), to.map(rounded), travel);
      const body = question.body === null ? null : JSON.stringify(question.body);
      return kept.get(body ?? question.path, () => answerTo(question.path, body, to.length));
    },
    close: () => agent.destroy(),
  };
}

/** To about a metre: the same door asked for twice is the same question. */
function rounded({ lat, lng }: Point): Point {
  // adding zero makes no -0 of what is close to it
  return { lat: Math.round(lat * 1e5) / 1e5 + 0, lng: Math.round(lng * 1e5) / 1e5 + 0 };
}
