/** Asks over TLS, with a client certificate where there is one. */
import { request } from 'node:https';

export interface TlsQuestion {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** PEM. */
  readonly cert?: string;
  readonly key?: string;
}

export interface TlsAnswer {
  readonly status: number;
  readonly text: string;
}

/** The server's own certificate is not looked at. */
export function askWithTls({ body, headers = {}, ...options }: TlsQuestion): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const asked = request(
      { host: '127.0.0.1', rejectUnauthorized: false, agent: false, ...options, headers: { ...json, ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') }),
        );
        response.once('error', reject);
      },
    );
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
