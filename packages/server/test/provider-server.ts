/** A provider's system on the other end of a line: a real server that remembers what it was asked, and answers as it is told. */
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { listen } from './receiver.ts';

export interface ProviderAsked {
  readonly method: string;
  /** From `/services` on. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Common name of the client's certificate, where its authority is trusted. */
  readonly client: string | null;
}

export type ProviderAnswer = (asked: ProviderAsked, response: ServerResponse) => void;

export interface ProviderServer {
  readonly baseUrl: string;
  readonly asked: ProviderAsked[];
  readonly answerWith: (answer: ProviderAnswer) => void;
  readonly close: () => Promise<void>;
}

/** PEM. */
export interface ProviderTls {
  readonly certificate: string;
  readonly key: string;
  /** Of its clients. */
  readonly clientCa: string;
}

const mount = '/auth/api/v1/delivery';

/** @param tls without it, it speaks in the clear. */
export async function startProviderServer(tls?: ProviderTls): Promise<ProviderServer> {
  const asked: ProviderAsked[] = [];
  let answer: ProviderAnswer = (_asked, response) => response.writeHead(404).end();
  const onRequest: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, socket } = request;
      const client = socket instanceof TLSSocket && socket.authorized ? String(socket.getPeerCertificate().subject.CN) : null; // prettier-ignore
      const one = {
        method,
        path: url.replace(mount, ''),
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
        client,
      };
      asked.push(one);
      answer(one, response);
    });
  };
  const server = tls
    ? createTlsServer({ cert: tls.certificate, key: tls.key, ca: tls.clientCa, requestCert: true, rejectUnauthorized: false }, onRequest) // prettier-ignore
    : createServer(onRequest);
  const port = await listen(server);
  return {
    baseUrl: `${tls ? 'https' : 'http'}://127.0.0.1:${port}${mount}`,
    asked,
    answerWith: (given) => void (answer = given),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers JSON. */
export const sendJson =
  (status: number, body: unknown): ProviderAnswer =>
  (_asked, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
