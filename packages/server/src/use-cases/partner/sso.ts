/** Single sign-on: a member signs in on our page, and the partner's page exchanges what it hears of it for tokens. */
import { randomUUID } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import type { Member } from '../../domain/partner/member.ts';
import { sha256 } from '../../lib/hash.ts';
import { findMember } from '../../store/member.ts';
import {
  findSsoApp as selectSsoApp,
  findSsoSession,
  insertSsoSession,
  isOfPlatform,
  isSsoOrigin as selectIsSsoOrigin,
  keepGrantOf,
  spoilSsoSession,
  useSsoSession,
  type SsoApp,
} from '../../store/sso-session.ts';
import type { Deps } from '../deps.ts';
import { signInMember } from '../oauth/sign-in-member.ts';

export type { SsoApp };

/** From the sign-in to the exchange. */
const lifeMs = 60_000;

/** @throws DomainError `app_not_found`: there is none with this key, or it has no page that waits for sessions */
export async function findSsoApp(deps: Pick<Deps, 'db'>, clientKey: string): Promise<SsoApp> {
  // what the column cannot hold is no key
  const app = /^[\x21-\x7e]{8,255}$/.test(clientKey) ? await selectSsoApp(deps.db.anyone, clientKey) : null;
  if (!app) throw new DomainError('app_not_found', 'No app with this key takes sign-ins from here.');
  return app;
}

/** Whether pages of this origin may read what an exchange answers. */
export async function isSsoOrigin(deps: Pick<Deps, 'db'>, origin: string): Promise<boolean> {
  return selectIsSsoOrigin(deps.db.house, origin);
}

/**
 * Only for people of the platform's own organisation and of those that it looks after: nobody is asked for consent.
 * @returns the id to be given to the partner's page; it lives for a minute and works once
 * @throws DomainError `unauthenticated`; `forbidden`: the member is of no such organisation; `too_many_requests`
 */
export async function openSsoSession(
  deps: Pick<Deps, 'db' | 'now' | 'newId' | 'passwords'>,
  { accountId, id: appId, name, platformId }: SsoApp,
  typed: { readonly email: string; readonly password: string },
): Promise<string> {
  const member = await signInMember(deps, { accountId, ...typed });
  const db = deps.db.of(accountId);
  if (!(await isOfPlatform(db, accountId, { platformId, organisationId: member.organisationId }))) {
    throw new DomainError('forbidden', `${member.organisationName} does not work with ${name}.`);
  }
  const sessionId = randomUUID();
  await insertSsoSession(db, {
    accountId,
    id: deps.newId(),
    idHash: sha256(sessionId),
    appId,
    memberId: member.id,
    expiresAt: new Date(deps.now().getTime() + lifeMs),
  });
  return sessionId;
}

export interface SsoTokens {
  readonly bearerToken: string;
  readonly refreshToken: string;
  readonly member: Member;
}

/**
 * Tokens as of a code. One that comes twice, were it at once or much later, ends what it gave: somebody else has it.
 * @throws DomainError `invalid_grant`: unknown, over or used, or the app or the member is no more
 */
export async function exchangeSsoSession(
  deps: Pick<Deps, 'db' | 'now' | 'authorizationServer'>,
  sessionId: string,
): Promise<SsoTokens> {
  const session = await findSsoSession(deps.db.anyone, sha256(sessionId));
  if (!session) throw refused();
  const { accountId, appId, memberId } = session;
  const db = deps.db.of(accountId);
  if (!(await useSsoSession(db, session, deps.now()))) {
    const grantId = await spoilSsoSession(db, session);
    if (grantId !== null) await deps.authorizationServer.revoke(grantId);
    throw refused();
  }
  const { grantId, ...tokens } = await deps.authorizationServer.issue({ accountId, appId, memberId });
  const member = await findMember(db, accountId, memberId);
  if (!member || !(await keepGrantOf(db, session, grantId))) {
    await deps.authorizationServer.revoke(grantId);
    throw refused();
  }
  return { ...tokens, member };
}

const refused = () => new DomainError('invalid_grant', 'The session is unknown, has expired or was used.');
