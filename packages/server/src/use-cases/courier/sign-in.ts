/** Signs a courier's phone in, and finds out whose phone sends a request. */
import { randomBytes } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import type { Courier } from '../../domain/fleet/courier.ts';
import { sha256 } from '../../lib/hash.ts';
import { findCourier } from '../../store/courier.ts';
import {
  findCourierOfCredential,
  findCourierSession,
  insertCourierSession,
  prolongCourierSession,
  revokeCourierSession,
} from '../../store/courier-session.ts';
import { findSignIn } from '../../store/credential.ts';
import { verifyPassword } from '../account/passwords.ts';
import type { Deps } from '../deps.ts';
import type { CourierIdentity } from './identity.ts';

const dayMs = 24 * 3_600_000;
const lifeMs = 90 * dayMs;

export interface CourierSession {
  /** Shown once: only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** @throws DomainError `unauthenticated`, with one message whether the name or the password is wrong; `too_many_requests` */
export async function signInCourier(
  deps: Deps,
  { userName, password }: { readonly userName: string; readonly password: string },
): Promise<CourierSession & { readonly courier: Courier }> {
  const found = await findSignIn(deps.db.anyone, 'courier', userName);
  const isRight = await verifyPassword(deps, found?.passwordHash ?? null, password);
  if (!isRight || !found) throw wrong();
  const { account, credentialId } = found;
  const db = deps.db.of(account.id);
  const courierId = await findCourierOfCredential(db, account.id, credentialId);
  const courier = courierId && (await findCourier(db, account.id, courierId));
  if (!courier) throw wrong();
  return {
    ...(await openCourierSession(deps, { accountId: account.id, courierId: courier.id, credentialId })),
    courier,
  };
}

/** A new session that lives for ninety days after its last use. */
export async function openCourierSession(
  deps: Pick<Deps, 'db' | 'newId' | 'now'>,
  owner: { readonly accountId: string; readonly courierId: string; readonly credentialId: string },
): Promise<CourierSession> {
  const token = `wbc_${randomBytes(32).toString('base64url')}`;
  const createdAt = deps.now();
  const expiresAt = new Date(createdAt.getTime() + lifeMs);
  const session = { ...owner, id: deps.newId(), tokenHash: sha256(token), createdAt, expiresAt };
  await insertCourierSession(deps.db.of(owner.accountId), session);
  return { token, expiresAt };
}

/**
 * The courier of a token; once a day its use makes the session live longer.
 * @throws DomainError `unauthenticated`
 */
export async function authenticateCourier(deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<CourierIdentity> {
  const now = deps.now();
  const found = await findCourierSession(deps.db.anyone, sha256(token), now);
  if (!found) throw new DomainError('unauthenticated', 'The session is unknown, has expired or was ended.');
  const { account, sessionId, credentialId, courierId, courierName: actor } = found;
  if (found.expiresAt.getTime() < now.getTime() + lifeMs - dayMs) {
    await prolongCourierSession(deps.db.of(account.id), account.id, sessionId, new Date(now.getTime() + lifeMs));
  }
  return { account, caller: { accountId: account.id, actor, credentialId }, courierId, sessionId };
}

/** Ends the session at once. */
export async function signOutCourier(
  deps: Pick<Deps, 'db' | 'now'>,
  { account, sessionId }: CourierIdentity,
): Promise<void> {
  await revokeCourierSession(deps.db.of(account.id), account.id, sessionId, deps.now());
}

function wrong(): DomainError {
  return new DomainError('unauthenticated', 'The user name or the password is wrong.');
}
