/** One request to a stranger's server, with one deadline over everything: from the look-up to the last byte that is read. */
import { request, type Dispatcher } from 'undici';

export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

export interface Asked {
  readonly dispatcher: Dispatcher;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

/**
 * @param read takes the answer in; leaving its stream early closes the connection.
 * @throws DeadlinePassed; else the error of the network, whose text is not for strangers
 */
export async function ask<T>(
  url: URL,
  { timeoutMs, ...asked }: Asked,
  read: (response: Dispatcher.ResponseData) => Promise<T>,
): Promise<T> {
  // undici's own time-outs start again with each byte: a receiver that drips would hold us for ever
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DeadlinePassed('No complete answer in time.')), timeoutMs);
  try {
    // request, not fetch: it follows no redirect and unpacks nothing
    return await read(await request(url, { ...asked, signal: deadline.signal }));
  } finally {
    clearTimeout(timer);
  }
}
