/** Receivers' sessions: opened, found by their cookie, written down. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReceiverDraft, ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import { sha256 } from '../../lib/hash.ts';
import { newSecret } from '../../lib/pages/cookies.ts';
import {
  deleteReceiverSession,
  insertReceiverSession,
  readReceiverSession,
  saveReceiverDraft,
} from '../../store/receiver-session.ts';
import { findReceiverSession } from '../../store/receiver-lookup.ts';
import type { Deps } from '../deps.ts';

/** From the last thing that was done on. */
const lifeMs = 24 * 3_600_000;

export interface OpenSession {
  /** What the cookie holds. */
  readonly token: string;
  readonly session: ReceiverSession;
}

/** @param replaced ends with it: who is known to us has another cookie than before */
export async function openSession(
  deps: Deps,
  of: Pick<ReceiverSession, 'accountId' | 'serviceId' | 'orderId' | 'identified' | 'draft'>,
  replaced: ReceiverSession | null = null,
): Promise<OpenSession> {
  const { accountId, serviceId, orderId, identified, draft } = of;
  const token = newSecret();
  const session: ReceiverSession = {
    accountId,
    tokenHash: sha256(token),
    serviceId,
    orderId,
    identified,
    csrf: sha256(formSecret(deps, token)),
    draft,
    expiresAt: untilWhen(deps),
  };
  const db = deps.db.of(accountId);
  await insertReceiverSession(db, session);
  if (replaced) await deleteReceiverSession(deps.db.of(replaced.accountId), replaced);
  return { token, session };
}

/** The session of a cookie. @returns null for none, or one that is over */
export async function findSession(deps: Deps, token: string | null): Promise<OpenSession | null> {
  if (token === null) return null;
  const hash = sha256(token);
  const found = await findReceiverSession(deps.db.anyone, hash, deps.now());
  const session = found && (await readReceiverSession(deps.db.of(found.accountId), found.accountId, hash, deps.now()));
  return session && { token, session };
}

export async function keepDraft(
  deps: Deps,
  before: ReceiverSession,
  change: Partial<ReceiverDraft>,
): Promise<ReceiverSession> {
  const session = { ...before, draft: { ...before.draft, ...change }, expiresAt: untilWhen(deps) };
  await saveReceiverDraft(deps.db.of(session.accountId), session, change);
  return session;
}

/** What each form of this browser carries. It follows from the cookie, and cannot be had without our key. */
export const formSecret = ({ secrets }: Pick<Deps, 'secrets'>, token: string): string =>
  createHmac('sha256', secrets.derive('receiver forms')).update(token).digest('base64url');

export const isFormSecret = ({ csrf }: Pick<ReceiverSession, 'csrf'>, given: string): boolean =>
  timingSafeEqual(csrf, sha256(given));

const untilWhen = ({ now }: Pick<Deps, 'now'>): Date => new Date(now().getTime() + lifeMs);
