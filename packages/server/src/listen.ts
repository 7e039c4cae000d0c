/** Opens the ports: plain HTTP, and TLS of our own where it is set up. */
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { openTlsListener, type OpenTlsListener } from './http/tls-listener.ts';
import { readPem } from './lib/read-pem.ts';
import { StartFault } from './lib/start-fault.ts';

/** @returns the address. @throws StartFault: a port that cannot be had is the operator's to mend */
export const listen = async (app: FastifyInstance, { http: { host, port } }: Config): Promise<string> => {
  const level = app.log.level;
  // Fastify tells the address at this level too; our own line says more.
  app.log.level = 'warn';
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const words: Readonly<Record<string, string>> = {
      EADDRINUSE: `Port ${port} on ${host} is taken by another program.`,
      EACCES: `Port ${port} is reserved for the system.`,
      EADDRNOTAVAIL: `This machine has no address ${host}.`,
    };
    const said = words[code];
    if (said === undefined) throw cause;
    const mend = 'Choose another: PORT=8081 npm start (PORT=0 takes any free one; HOST names the address).';
    throw new StartFault(said, mend, { cause });
  } finally {
    app.log.level = level;
  }
};

/** Null: TLS ends at a proxy. */
export const listenWithTls = async (app: FastifyInstance, { http, tls }: Config): Promise<OpenTlsListener | null> => {
  if (!tls) return null;
  const certificate = await readPem(tls.certFile, 'WAYBILL_TLS_CERT', 'CERTIFICATE');
  const key = await readPem(tls.keyFile, 'WAYBILL_TLS_KEY', 'PRIVATE KEY');
  const clientCa = await readPem(tls.clientCaFile, 'WAYBILL_TLS_CLIENT_CA', 'CERTIFICATE');
  try {
    const listener = await openTlsListener(app, { host: http.host, port: tls.port, certificate, key, clientCa });
    app.log.info({ port: listener.port }, 'listening with TLS');
    return listener;
  } catch (cause) {
    const mend = 'Check WAYBILL_TLS_PORT, and that WAYBILL_TLS_CERT and WAYBILL_TLS_KEY belong together.';
    throw new StartFault(`The TLS listener on port ${tls.port} cannot be opened.`, mend, { cause });
  }
};

/** What is listened on at every address is reached at the nearest. */
export const reachable = (address: string): string => {
  const url = new URL(address);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.origin;
};
