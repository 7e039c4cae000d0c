/** Injects a request and takes its whole answer, or the first piece of one that has no end of its own. */
import type { FastifyInstance, InjectOptions } from 'fastify';

export type Injected = {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
};

export async function injectOnce(app: FastifyInstance, options: InjectOptions): Promise<Injected> {
  const response = await app.inject({ ...options, payloadAsStream: true });
  const { statusCode: status, headers } = response;
  const isEndless = String(headers['content-type']).startsWith('text/event-stream');
  const pieces: Buffer[] = [];
  for await (const piece of response.stream()) {
    pieces.push(piece as Buffer);
    if (isEndless) break;
  }
  // as a client that goes away
  if (isEndless) response.raw.res.destroy();
  return { status, headers, body: Buffer.concat(pieces).toString('utf8') };
}
