/**
 * A line between two servers that fails as lines do: requests and answers are lost, late, doubled or refused, by a seed. It may
 * end TLS; then it asks for client certificates and passes them on as RFC 9440 has it.
 */
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { createRandom, type Random } from './crash/random.ts';
import type { Certificate } from './make-certificate.ts';
import { listen } from './receiver.ts';

/** How often each happens in one round; the order within a round is the seed's, so that none stays away by chance. */
const round = {
  passes: 16,
  /** The request does not reach the server. */
  cut_before: 2,
  /** The server has done its work, and its answer is lost. */
  cut_after: 2,
  /** Within what a caller waits for. */
  late: 3,
  /** The answer is kept back until the caller has given up. */
  too_late: 1,
  /** The server gets the request twice; the caller gets one of the two answers. */
  twice: 3,
  /** 502 or 503 with `Retry-After`; the server hears of nothing. */
  refused: 2,
} as const;

export type Course = keyof typeof round;
export const courses = Object.keys(round) as readonly Course[]; // of an object made right here

export interface ChaosProxy {
  readonly origin: string;
  /** How often each has happened so far. */
  readonly happened: Readonly<Record<Course, number>>;
  /** From now on everything passes. */
  readonly calm: () => void;
  readonly close: () => Promise<void>;
}

export interface ChaosProxyWish {
  /** Origin of the server behind it, without TLS. */
  readonly target: string;
  readonly seed: number;
  /** Null: without TLS. */
  readonly tls?: (Certificate & { /** PEM, of those who sign the callers' certificates. */ readonly clientCa: string }) | null;
} // prettier-ignore

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export async function startChaosProxy({ target, seed, tls = null }: ChaosProxyWish): Promise<ChaosProxy> {
  const random = createRandom(seed);
  const happened = Object.fromEntries(courses.map((course) => [course, 0])) as Record<Course, number>; // one for each
  let isCalm = false;
  let left: Course[] = [];
  const nextCourse = (): Course => {
    if (isCalm) return 'passes';
    if (left.length === 0) left = shuffled(courses.flatMap((course) => Array<Course>(round[course]).fill(course)), random); // prettier-ignore
    return left.pop() ?? 'passes';
  };

  const take = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(incoming);
    const course = nextCourse();
    happened[course] += 1;
    const cut = () => void incoming.socket.destroy();
    const pass = () => forward(target, incoming, body);
    if (course === 'cut_before') return cut();
    if (course === 'refused') return send(response, refusal(random));
    const earlier = course === 'twice' ? await pass() : null;
    const answer = await pass();
    if (course === 'cut_after') return cut();
    if (course === 'too_late') return hungUp(response);
    if (course === 'late') await sleep(100 + random.below(1400));
    send(response, earlier && random.chance(0.5) ? earlier : answer);
  };
  // a server that is away leaves the caller without an answer
  const onRequest = (incoming: IncomingMessage, response: ServerResponse) =>
    void take(incoming, response).catch(() => incoming.socket.destroy());
  const server = tls
    ? createTlsServer({ cert: tls.certificate, key: tls.key, ca: tls.clientCa, requestCert: true, rejectUnauthorized: false }, onRequest) // prettier-ignore
    : createServer(onRequest);
  const port = await listen(server);
  return {
    origin: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    happened,
    calm: () => void (isCalm = true),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

async function readBody(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  const own = { ...certificateHeader(incoming), 'content-length': String(body.length) };
  const outgoing = { ...without(incoming.headers, [...ofOneConnection, 'host', 'client-cert']), ...own };
  return new Promise((resolve, reject) => {
    const asked = request(`${target}${incoming.url}`, { method: incoming.method ?? '', agent: false, headers: outgoing }, (answer) => {
      const { statusCode: status = 0, headers: received } = answer;
      readBody(answer).then((text) => resolve({ status, headers: received, body: text }), reject);
    }); // prettier-ignore
    asked.once('error', reject);
    asked.end(body);
  });
}

const ofOneConnection = ['connection', 'keep-alive', 'transfer-encoding'];

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

/** Of a certificate whose chain leads to the authorities; `:base64 of DER:`. */
function certificateHeader({ socket }: IncomingMessage): IncomingHttpHeaders {
  const certificate = socket instanceof TLSSocket && socket.authorized ? socket.getPeerX509Certificate() : undefined;
  return certificate ? { 'client-cert': `:${certificate.raw.toString('base64')}:` } : {};
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, without(headers, ofOneConnection)).end(body);
}

function refusal(random: Random): Answer {
  return { status: random.chance(0.5) ? 502 : 503, headers: { 'retry-after': '1' }, body: Buffer.from('not now') };
}

async function hungUp(response: ServerResponse): Promise<void> {
  if (!response.destroyed) await new Promise((resolve) => response.once('close', resolve));
}
