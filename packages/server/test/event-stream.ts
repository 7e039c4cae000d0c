/** Reads server-sent events over a socket of its own, as a page does. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

export type StreamEvent = {
  readonly id: string;
  readonly event: string;
  readonly data: string;
  readonly retry: string;
};

export type EventStream = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Blocks that came so far, comments too. */
  readonly blocks: readonly string[];
  /** The next event with data; undefined at the end of the stream. */
  readonly next: () => Promise<StreamEvent | undefined>;
  readonly ended: Promise<void>;
  readonly close: () => void;
};

export async function openEventStream(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventStream> {
  const request = get({ port, host: '127.0.0.1', path, headers, agent: false });
  // one that is cut is closed, which is all that a test wants to know
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const blocks: string[] = [];
  const waiting: StreamEvent[] = [];
  let wake = () => {};
  const life = { isOver: false };
  let rest = '';
  const ended = new Promise<void>((resolve) => {
    response.once('close', () => {
      life.isOver = true;
      wake();
      resolve();
    });
  });
  response.on('error', () => undefined);
  response.setEncoding('utf8').on('data', (text: string) => {
    const all = (rest + text).split('\n\n');
    rest = all.pop() ?? '';
    for (const block of all) {
      blocks.push(block);
      const event = toEvent(block);
      if (event.data !== '') waiting.push(event);
    }
    wake();
  });
  async function next(): Promise<StreamEvent | undefined> {
    while (waiting.length === 0 && !life.isOver) await new Promise<void>((resolve) => (wake = resolve));
    return waiting.shift();
  }
  const { statusCode: status = 0 } = response;
  return { status, headers: response.headers, blocks, next, ended, close: () => void response.destroy() };
}

function toEvent(block: string): StreamEvent {
  const fields = Object.fromEntries(block.split('\n').map((line) => [line.split(':', 1)[0] ?? '', line.replace(/^\w*: ?/, '')])); // prettier-ignore
  const { id = '', event = '', data = '', retry = '' } = fields;
  return { id, event, data, retry };
}
