/**
 * The live streams of one process, as server-sent events that a page reads with `fetch`. A reader who is slow is told
 * the newest state once there is room, and nothing in between; one who reads nothing at all is let go.
 */
import { Readable } from 'node:stream';
import type { Sight } from '../../use-cases/live/tracked.ts';
import { toTrackedThing } from './tracking-page-view.ts';

/** Milliseconds. `patience`: a stream that had room for nothing for so long is dead. */
export const times = { beat: 10_000, patience: 30_000 } as const;

/** Characters that may wait in a stream, beside what the system keeps for its socket. */
const room = 16 * 1024;

export interface Stream {
  readonly body: Readable;
  /** The version that the client has, or will have when it has read what waits. */
  readonly version: () => string | null;
  readonly tell: (sight: Sight) => void;
  /** Shows that the stream lives. */
  readonly beat: () => void;
  readonly end: () => void;
}

/** Many may watch the same thing: its text is made once. */
const texts = new WeakMap<Sight, string>();

function textOf(sight: Sight): string {
  const text = texts.get(sight) ?? `id: ${sight.version}\nevent: state\ndata: ${JSON.stringify(toTrackedThing(sight))}\n\n`; // prettier-ignore
  texts.set(sight, text);
  return text;
}

/** @param known the version that the client has already: `Last-Event-ID` */
export function openStream(known: string | null, now: () => number = () => performance.now()): Stream {
  let version = known;
  let waiting: Sight | null = null;
  let hasRoom = true;
  let since = now();
  const body = new Readable({
    highWaterMark: room,
    read() {
      hasRoom = true;
      since = now();
      const next = waiting;
      waiting = null;
      if (next) push(textOf(next));
    },
  });

  function push(text: string): void {
    hasRoom = body.push(text);
  }

  // not all at the same second after a restart: see G10
  push(`retry: ${1000 + Math.round(Math.random() * 4000)}\n\n`);
  return {
    body,
    version: () => version,
    tell(sight) {
      if (body.destroyed || version === sight.version) return;
      version = sight.version;
      if (hasRoom) push(textOf(sight));
      else waiting = sight;
    },
    beat() {
      if (body.destroyed) return;
      if (hasRoom) push(': beat\n\n');
      else if (now() - since > times.patience) body.destroy();
    },
    end() {
      if (!body.destroyed) body.push(null);
    },
  };
}
