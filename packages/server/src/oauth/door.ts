/** How dialects with words of their own use the authorization server: they ask the provider, within this process. */
import inject from 'light-my-request';
import type Provider from 'oidc-provider';
import { DomainError } from '../domain/errors.ts';
import { findMember } from '../store/member.ts';
import { findPartnerApp, findPartnerAppById } from '../store/partner-app.ts';
import type { AuthorizationServer } from '../use-cases/oauth/authorization-server.ts';
import { endGrant } from '../use-cases/oauth/end-grant.ts';
import { sealClassic } from './classic-seal.ts';
import { mountPath, resourceInfo, resourceOf } from './create-provider.ts';
import { addScopes } from './interaction/consent.ts';
import type { InteractionDeps } from './interaction/visit.ts';
import { classic, hasScope, tasks } from './scopes.ts';
import { writeSubject } from './subject.ts';

const scope = `${tasks} ${classic}`;

const refused = (message: string) => new DomainError('invalid_grant', message);

export function createDoor(deps: InteractionDeps): AuthorizationServer {
  return {
    classicUrl: ({ clientKey, redirectUrl, state }) => {
      const url = new URL(`${deps.publicUrl()}${mountPath}/auth`);
      url.search = new URLSearchParams({
        client_id: clientKey,
        redirect_uri: redirectUrl,
        response_type: 'code',
        scope,
        ...(state !== null && { state }),
        door: sealClassic(deps, { clientKey, redirectUrl, state }),
      }).toString();
      return url.href;
    },
    async exchange({ clientKey, secretKey, code }) {
      // the standard wants the redirect address again, which such a client does not send
      const found = await deps.provider().AuthorizationCode.find(code, { ignoreExpiration: true });
      const redirectUrl = found?.redirectUri;
      if (!found || redirectUrl === undefined || !hasScope(found.scope, classic)) {
        throw refused('The code is unknown, has expired or was used.');
      }
      const answer = await askForTokens(deps, clientKey, secretKey, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUrl,
      });
      return { bearerToken: answer.access_token, refreshToken: answer.refresh_token };
    },
    async refresh({ clientKey, refreshToken }) {
      const app = await findPartnerApp(deps.db.anyone, clientKey);
      const found = await deps.provider().RefreshToken.find(refreshToken);
      if (!app?.sealedSecret || found?.clientId !== clientKey || !hasScope(found.scope, classic)) {
        throw refused('The refresh token is unknown, has expired or was revoked.');
      }
      const secret = deps.secrets.open(app.sealedSecret);
      const answer = await askForTokens(deps, clientKey, secret, {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      return { bearerToken: answer.access_token };
    },
    issue: (to) => issue(deps, to),
    revoke: (grantId) => endGrant(deps, grantId),
  };
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** One way for all: the same checks, the same end of a code that comes twice. */
async function askForTokens(
  deps: InteractionDeps,
  clientKey: string,
  secret: string,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const { host, protocol } = new URL(deps.publicUrl());
  // koa takes what light-my-request makes for a request of node's
  const dispatch = deps.provider().callback() as unknown as inject.DispatchFunc;
  const answer = await inject(dispatch, {
    method: 'POST',
    url: '/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'x-forwarded-host': host,
      'x-forwarded-proto': protocol.slice(0, -1),
    },
    payload: new URLSearchParams({ ...form, client_id: clientKey, client_secret: secret }).toString(),
  });
  // the provider's own answer, by the standard
  if (answer.statusCode === 200) return answer.json<Tokens>();
  if (answer.statusCode >= 500) throw new Error('The authorization server failed.');
  // RFC 6749, 5.2
  if (answer.json<{ readonly error?: string }>().error === 'invalid_client') {
    throw new DomainError('unauthenticated', 'The client key or its secret is wrong.');
  }
  throw refused('The code or the token is unknown, has expired or was used.');
}

async function issue(
  deps: InteractionDeps,
  { accountId, appId, memberId }: Parameters<AuthorizationServer['issue']>[0],
): ReturnType<AuthorizationServer['issue']> {
  const provider: Provider = deps.provider();
  const db = deps.db.of(accountId);
  const app = await findPartnerAppById(db, accountId, appId);
  const member = await findMember(db, accountId, memberId);
  const client = app && (await provider.Client.find(app.clientKey));
  if (!client || !member) throw refused('The app or the member is no more.');
  const resource = resourceOf(deps);
  const subject = writeSubject({ accountId, memberId });
  const grant = new provider.Grant({ accountId: subject, clientId: client.clientId });
  addScopes(grant, resource, [tasks, classic]);
  const grantId = await grant.save();
  const shared = { client, accountId: subject, grantId, gty: 'authorization_code', scope };
  const resourceServer = new provider.ResourceServer(resource, resourceInfo(resource));
  const bearerToken = await new provider.AccessToken({ ...shared, resourceServer }).save();
  const refreshToken = await new provider.RefreshToken({ ...shared, resource, rotations: 0 }).save();
  return { bearerToken, refreshToken, grantId };
}
