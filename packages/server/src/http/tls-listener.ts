/** A second door to the app: TLS of our own, which asks clients for a certificate. Who needs one is the route's to say. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Milliseconds between looks for requests that are overdue; Node's own is half a minute. */
const connectionsCheckingInterval = 5000;

/** PEM texts. */
export interface TlsOptions {
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
  readonly certificate: string;
  readonly key: string;
  /** Authorities of the certificates that clients may show. */
  readonly clientCa: string;
}

export interface OpenTlsListener {
  readonly port: number;
  /** Answers what has come in; connections that wait are ended, and all of them after the patience. */
  readonly close: (patienceMs: number) => Promise<void>;
}

/**
 * A client without a certificate, or with one that leads to no authority of ours, is let in: a bearer token works here too.
 * @param app is ready; its bounds on time and size hold here as well.
 */
export async function openTlsListener(app: FastifyInstance, options: TlsOptions): Promise<OpenTlsListener> {
  const { certificate: cert, key, clientCa: ca, host, port } = options;
  const { requestTimeout, headersTimeout, keepAliveTimeout, timeout, maxHeadersCount } = app.server;
  const tls = { cert, key, ca, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } as const;
  const bounds = { requestTimeout, headersTimeout, connectionsCheckingInterval };
  const server = createServer({ ...tls, ...bounds }, (request, response) => app.routing(request, response));
  server.keepAliveTimeout = keepAliveTimeout;
  server.maxHeadersCount = maxHeadersCount;
  server.setTimeout(timeout);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return {
    // a server that listens at a port has an address of this form
    port: (server.address() as AddressInfo).port,
    async close(patienceMs) {
      const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      clearTimeout(cut);
    },
  };
}
