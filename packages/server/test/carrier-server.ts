/** A carrier on the other end of a line, as docs/carrier.md asks for it: a real server that checks signatures. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { CarrierWord } from '../src/domain/carrier/carrier.ts';
import { listen } from './receiver.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  /** Null without a body. */
  readonly json: Readonly<Record<string, unknown>> | null;
}

export interface CarrierServer {
  readonly baseUrl: string;
  readonly asked: Asked[];
  /** Those that it has made. */
  readonly waybills: () => readonly string[];
  /** Whom it believes; until then nobody. */
  readonly trust: (secret: string) => void;
  readonly setNews: (waybill: string, status: CarrierWord, message: string | null, at: Date) => void;
  /** Answers this instead, whatever is asked; null: as the document says. */
  readonly answerWith: (answer: ((response: ServerResponse, asked: Asked) => void) | null) => void;
  readonly close: () => Promise<void>;
}

/** Takes everything but to the city of Bălți. @param now of the house that asks. */
export async function startCarrierServer(now: () => Date): Promise<CarrierServer> {
  const asked: Asked[] = [];
  const byKey = new Map<string, string>();
  const news = new Map<string, { status: CarrierWord; message: string | null; at: string }>();
  let secret: string | null = null;
  let instead: ((response: ServerResponse, asked: Asked) => void) | null = null;

  function answer(request: Asked, response: ServerResponse): void {
    const send = (status: number, body: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.path === '/offers') return send(200, { offers: offersFor(request, now()) });
    if (request.path === '/waybills') {
      const key = request.key ?? '';
      const waybill = byKey.get(key) ?? `W/${byKey.size + 1} ț`;
      const isNew = !byKey.has(key);
      byKey.set(key, waybill);
      if (isNew) news.set(waybill, { status: 'awaiting_pickup', message: null, at: now().toISOString() });
      return send(isNew ? 201 : 200, { waybill, trackingUrl: 'https://carrier.example/track' });
    }
    const [, named = '', action] = /^\/waybills\/([^/]+)(\/cancel)?$/.exec(request.path) ?? [];
    const known = news.get(decodeURIComponent(named));
    if (!known) return send(404, { message: 'No such waybill.' });
    if (action === undefined) return send(200, known);
    if (known.status === 'cancelled') return send(200, {});
    if (known.status !== 'awaiting_pickup') return send(409, { message: 'It is under way.' });
    news.set(decodeURIComponent(named), { status: 'cancelled', message: null, at: now().toISOString() });
    return send(200, {});
  }

  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const path = (incoming.url ?? '').replace(/^\/carrier\/v1/, '');
      const key = headerOf(incoming, 'idempotency-key');
      const json = body === '' ? null : (JSON.parse(body) as Record<string, unknown>);
      const one = { method: incoming.method ?? '', path, key, json };
      asked.push(one);
      if (!isSigned(incoming, body, secret, now())) response.writeHead(401).end();
      else if (instead) instead(response, one);
      else answer(one, response);
    });
  });
  const port = await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${port}/carrier/v1`,
    asked,
    waybills: () => [...byKey.values()],
    trust: (given) => void (secret = given),
    setNews: (waybill, status, message, at) => void news.set(waybill, { status, message, at: at.toISOString() }),
    answerWith: (given) => void (instead = given),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function offersFor({ json }: Asked, now: Date): object[] {
  const { to, value } = json as { to: { address: { city: string } }; value: { currency: string } };
  if (to.address.city === 'Bălți') return [];
  const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
  const times = { pickupFrom: at(24), estimatedStart: at(48), estimatedEnd: at(72), validUntil: at(1) };
  return [{ code: 'express', price: 6500, currency: value.currency, ...times }];
}

const headerOf = ({ headers }: IncomingMessage, name: string) => {
  const value = headers[name];
  return Array.isArray(value) ? value.join() : value;
};

/** As a carrier checks it, by its own clock: that of the house. */
function isSigned(request: IncomingMessage, body: string, secret: string | null, now: Date): boolean {
  if (secret === null) return false;
  const seconds = Number(headerOf(request, 'webhook-timestamp'));
  if (!(Math.abs(now.getTime() / 1000 - seconds) < 300)) return false;
  const expected = new Webhook(secret).sign(headerOf(request, 'webhook-id') ?? '', new Date(seconds * 1000), body);
  return headerOf(request, 'webhook-signature') === expected;
}
