/**
 * The breaker before each partner: who has not answered several times in a row is left alone for a while, then asked once.
 * It stands in the database, for all processes and for every kind of call by one connector.
 */
import type { Transaction } from 'kysely';
import { backoff } from '../../lib/backoff.ts';
import {
  findPartnerHealth,
  noteAnswer,
  noteSilence,
  openBreaker,
  takeProbe,
  type PartnerHealth,
  type PartnerKey,
} from '../../store/partner-health.ts';
import { announceProvider } from '../../store/provider-poll.ts';
import type { DB } from '../../store/schema.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';

/** Failures in a row that open it. */
export const patience = 5;
/** Seconds that it stays open. */
const pauses = { first: 30, most: 900 } as const;
/** A probe has ended by then: its call has a deadline far below. */
const probeMs = 60_000;

/** Of providers, whatever they are asked or told. */
export const providerConnector = 'mdelivery.provider';

export type Admission =
  | { readonly admitted: true; /** Nobody else is let through meanwhile. */ readonly probe: boolean }
  | { readonly admitted: false; readonly until: Date };

/** Whether a partner may be called at this moment. */
export async function admit({ db, now }: Pick<Deps, 'db' | 'now'>, partner: PartnerKey): Promise<Admission> {
  const rows = db.of(partner.accountId);
  const at = now();
  const health = await findPartnerHealth(rows, partner);
  if (!health?.openUntil) return { admitted: true, probe: false };
  if (isOpen(health, at)) return { admitted: false, until: health.openUntil };
  const until = probeEnd(at);
  if (await takeProbe(rows, partner, { now: at, until })) return { admitted: true, probe: true };
  return { admitted: false, until };
}

export function isOpen({ openUntil }: PartnerHealth, now: Date): boolean {
  return openUntil !== null && openUntil > now;
}

/** When a probe that begins now is counted as lost. */
export const probeEnd = (now: Date) => new Date(now.getTime() + probeMs);

/** A partner has answered, if only to refuse. */
export async function heard(deps: Deps, tx: Transaction<DB>, partner: PartnerKey): Promise<void> {
  const failures = await noteAnswer(tx, partner, deps.now());
  if (failures >= patience) await announce(deps, tx, partner, { type: 'provider.recovered' });
}

/** A partner has not answered. @param probe as `admit` said. */
export async function missed(
  deps: Deps,
  tx: Transaction<DB>,
  partner: PartnerKey,
  { words, probe }: { readonly words: string; readonly probe: boolean },
): Promise<void> {
  const now = deps.now();
  const { failures, counted } = await noteSilence(tx, partner, { words, now, probe });
  if (!counted || failures < patience) return;
  const seconds = backoff(pauses, failures - patience + 1);
  await openBreaker(tx, partner, new Date(now.getTime() + seconds * 1000));
  if (failures === patience) await announce(deps, tx, partner, { type: 'provider.unreachable', failure: words });
}

type News =
  { readonly type: 'provider.recovered' } | { readonly type: 'provider.unreachable'; readonly failure: string };

/** Carriers have no events of their own: their calls show it. */
async function announce(deps: Deps, tx: Transaction<DB>, partner: PartnerKey, news: News): Promise<void> {
  const { accountId, connector, partnerId } = partner;
  if (connector !== providerConnector) return;
  const known = await announceProvider(tx, accountId, partnerId, deps.now());
  if (!known) return;
  const { version: sequence, ...provider } = known;
  const of = { aggregate: 'provider', aggregateId: partnerId, sequence } as const;
  const event =
    news.type === 'provider.recovered'
      ? ({ ...of, type: news.type, data: { provider } } as const)
      : ({ ...of, type: news.type, data: { provider, failure: news.failure } } as const);
  await recordEvents(deps, tx, { ...house, accountId }, [event]);
}
