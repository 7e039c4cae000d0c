/** Who watches what in this process: opens live streams, keeps them alive, and ends them with the session or the house. */
import type { Readable } from 'node:stream';
import { DomainError } from '../../domain/errors.ts';
import { authenticateSession } from '../../use-cases/account/authenticate.ts';
import type { TokenPair } from '../../use-cases/account/sign-in.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Target } from '../../use-cases/live/read-sights.ts';
import type { Sight } from '../../use-cases/live/tracked.ts';
import { createWatch } from '../../use-cases/live/watch-sights.ts';
import { openStream, times, type Stream } from './tracking-page-streams.ts';

/** Streams at a time in one process. Behind a proxy that is not trusted, all clients have one address. */
export const limits = { perAccount: 1000, perAddress: 200 } as const;

/** Milliseconds between looks whether a session still lives: one that was revoked ends within five seconds. */
const sessionLook = times.beat / 2;

export interface Visitor {
  readonly pair: TokenPair;
  readonly address: string;
  readonly target: Target;
  /** The version that the client saw last; null: none. */
  readonly known: string | null;
  /** Lets go of the connection when its end is not taken. */
  readonly cut: () => void;
}

export interface Live {
  /**
   * @param read what is watched, when nobody else watches it yet
   * @throws DomainError `too_many_requests`, and what `read` throws
   */
  readonly open: (visitor: Visitor, read: () => Promise<Sight>) => Promise<Readable>;
  /** Ends all that are open, and opens no more. */
  readonly close: () => void;
}

interface Member {
  readonly visitor: Visitor;
  readonly stream: Stream;
}

/** @param pauseMs between two looks at what is watched; shorter only in tests */
export function createLive(deps: Deps, pauseMs?: number): Live {
  const watch = createWatch(deps, pauseMs);
  const members = new Set<Member>();
  const places = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let ticks = 0;
  let closed = false;

  function take(keys: Readonly<Record<string, number>>): void {
    for (const [key, most] of Object.entries(keys)) {
      if ((places.get(key) ?? 0) >= most) throw new DomainError('too_many_requests', 'Too many streams are open.');
    }
    for (const key of Object.keys(keys)) places.set(key, (places.get(key) ?? 0) + 1);
  }

  function give(keys: Readonly<Record<string, number>>): void {
    for (const key of Object.keys(keys)) {
      const left = (places.get(key) ?? 1) - 1;
      if (left > 0) places.set(key, left);
      else places.delete(key);
    }
  }

  function tick(): void {
    ticks += 1;
    if (ticks % Math.round(times.beat / sessionLook) === 0) for (const { stream } of members) stream.beat();
    if (looking) return;
    looking = true;
    void endEndedSessions().finally(() => (looking = false));
  }

  async function endEndedSessions(): Promise<void> {
    const bySession = Map.groupBy(members, ({ visitor: { pair } }) => `${pair.token} ${pair.secret}`);
    for (const group of bySession.values()) {
      const pair = group[0]?.visitor.pair;
      if (pair && (await hasEnded(pair))) for (const member of group) end(member);
    }
  }

  async function hasEnded(pair: TokenPair): Promise<boolean> {
    try {
      await authenticateSession(deps, pair);
      return false;
    } catch (error) {
      // a database that is away says nothing about the session
      return error instanceof DomainError;
    }
  }

  function end({ stream, visitor }: Member): void {
    stream.end();
    setTimeout(visitor.cut, 500).unref();
  }

  return {
    async open(visitor, read) {
      if (closed) throw stopping();
      const { target, known, address } = visitor;
      const keys = { [`account ${target.accountId}`]: limits.perAccount, [`address ${address}`]: limits.perAddress };
      take(keys);
      let sight: Sight;
      try {
        sight = watch.last(target) ?? (await read());
      } catch (error) {
        give(keys);
        throw error;
      }
      if (closed) {
        give(keys);
        throw stopping();
      }
      const stream = openStream(known);
      const member = { visitor, stream };
      members.add(member);
      const leave = watch.add(target, stream);
      timer ??= setInterval(tick, sessionLook).unref();
      stream.body.once('close', () => {
        leave();
        members.delete(member);
        give(keys);
        if (members.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
      stream.tell(sight);
      return stream.body;
    },
    close() {
      closed = true;
      for (const member of members) end(member);
    },
  };
}

/** Another process, or this one after its start, will take the client. */
function stopping(): DomainError {
  return new DomainError('too_many_requests', 'The server is stopping.');
}
