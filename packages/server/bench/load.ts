/** Puts load on a server with autocannon and says what came back. */
import autocannon from 'autocannon';

export interface Load {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of the n-th request; n grows over the whole run. */
  readonly body?: (n: number) => string;
  readonly connections: number;
  readonly seconds: number;
  /** Statuses other than this are errors. */
  readonly expect?: number;
}

export interface Result {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

let sent = 0;

/** @throws Error when an answer has another status than expected, or none came. */
export async function load({
  url,
  method,
  headers = {},
  body,
  connections,
  seconds,
  expect = 200,
}: Load): Promise<Result> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        setupRequest: (request) => (body ? { ...request, body: body((sent += 1)) } : request),
      },
    ],
  });
  const statuses = result.statusCodeStats ?? {};
  const wrong = Object.keys(statuses).filter((status) => Number(status) !== expect);
  if (wrong.length > 0 || result.errors > 0) {
    throw new Error(`${url} answered ${JSON.stringify(statuses)} with ${result.errors} errors; ${expect} was expected`);
  }
  const answered = result['2xx'] + result.non2xx;
  return { rate: answered / result.duration, p50: result.latency.p50, p99: result.latency.p99 };
}
