/** Configures oidc-provider: every switch it has that matters here is set here, whatever its default. */
import type { EventEmitter } from 'node:events';
import { errors, Provider, type Client, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { findMember } from '../store/member.ts';
import { createAdapters } from './adapter.ts';
import { isClassicSeal } from './classic-seal.ts';
import { accountField } from './client-metadata.ts';
import type { OAuthDeps } from './deps.ts';
import { renderFault } from './pages/fault.ts';
import { askEveryTime } from './policy.ts';
import { classic, hasScope, standardScopes, tasks } from './scopes.ts';
import { signingKey } from './signing-key.ts';
import { readSubject } from './subject.ts';

/** Where the provider is mounted below the public URL. */
export const mountPath = '/oauth2';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const isClassic = (ctx: KoaContextWithOIDC) => hasScope(ctx.oidc.params?.['scope'], classic);

/** What tokens of ours are good for, as the standard's resource. */
export const resourceOf = ({ publicUrl }: Pick<OAuthDeps, 'publicUrl'>) => `${publicUrl()}/gotsurge`;

export const resourceInfo = (resource: string) =>
  ({ scope: `${tasks} ${classic}`, audience: resource, accessTokenFormat: 'opaque' }) as const;

export function createProvider(deps: OAuthDeps): Provider {
  const provider = new Provider(`${deps.publicUrl()}${mountPath}`, configure(deps));
  // who mounts it says what host and scheme the outside knows, in X-Forwarded-*
  provider.proxy = true;
  report(deps, provider);
  return provider;
}

function configure(deps: OAuthDeps): Configuration {
  const resource = resourceOf(deps);
  return {
    adapter: createAdapters(deps),
    clients: [],
    extraClientMetadata: { properties: [accountField] },
    jwks: { keys: [signingKey(deps)] },
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientBasedCORS: () => false,
    responseTypes: ['code'],
    scopes: [...standardScopes],
    subjectTypes: ['public'],
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: (ctx) => !isClassic(ctx) },
    extraParams: { door: (ctx, value, client) => checkDoor(deps, ctx, value, client) },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, asked) => {
          if (asked !== resource) throw new errors.InvalidTarget();
          return resourceInfo(resource);
        },
      },
    },
    ttl: {
      AccessToken: (_ctx, token) => (hasScope(token.scope, classic) ? 30 * day : hour),
      AuthorizationCode: minute,
      Grant: 400 * day,
      IdToken: hour,
      Interaction: 15 * minute,
      RefreshToken: 365 * day,
      Session: 15 * minute,
    },
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: (ctx) => !hasScope(ctx.oidc.entities.RefreshToken?.scope, classic),
    // a token outlives the quarter of an hour of the browser's session
    expiresWithSession: () => false,
    cookies: {
      names: { session: 'waybill_session', interaction: 'waybill_interaction', resume: 'waybill_resume' },
      keys: [deps.secrets.derive('oauth cookies').toString('base64url')],
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: mountPath },
      // without a path: each sign-in has its own, so that two tabs do not collide
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    interactions: { policy: askEveryTime(), url: (_ctx, { uid }) => `${mountPath}/interaction/${uid}` },
    // what was allowed before counts for nothing
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
    },
    findAccount: (ctx, sub) => findSubject(deps, sub, ctx.oidc.client),
    renderError: (ctx, out) => renderFault(ctx, out),
  };
}

/** The member, while nobody disabled them, and only for an app of their own account. */
async function findSubject({ db }: OAuthDeps, sub: string, client: Client | undefined) {
  const subject = readSubject(sub);
  if (!subject || client?.[accountField] !== subject.accountId) return undefined;
  const member = await findMember(db.of(subject.accountId), subject.accountId, subject.memberId);
  return member ? { accountId: sub, claims: () => ({ sub }) } : undefined;
}

/** Without PKCE only what a dialect's door sealed, for an app that proves itself by a secret. */
function checkDoor(deps: OAuthDeps, ctx: KoaContextWithOIDC, seal: unknown, client: Client): void {
  const known = [...standardScopes, tasks, classic];
  if (!known.some((word) => hasScope(ctx.oidc.params?.['scope'], word))) {
    throw new errors.InvalidScope(`ask for one of the scopes ${tasks}, ${standardScopes.join(', ')}`, tasks);
  }
  if (!isClassic(ctx)) {
    if (seal !== undefined) throw new errors.InvalidRequest('door goes with the scope classic');
    return;
  }
  const { redirect_uri: redirectUrl, state } = ctx.oidc.params ?? {};
  const request = {
    clientKey: client.clientId,
    redirectUrl: String(redirectUrl),
    state: typeof state === 'string' ? state : null,
  };
  if (client.clientSecret === undefined || !isClassicSeal(deps, request, seal)) {
    throw new errors.InvalidScope('the scope classic is not to be asked for here', classic);
  }
}

/** What goes wrong reaches our log, without tokens: the provider itself writes nothing. */
function report({ log }: OAuthDeps, provider: Provider): void {
  // koa's own event, of which the types of the provider do not know
  (provider as EventEmitter).on('error', (error: unknown) =>
    log.error({ err: error }, 'the authorization server failed'),
  );
  provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'the authorization server failed'));
  provider.on('grant.revoked', (ctx) => log.warn({ client: ctx.oidc.client?.clientId }, 'a grant was revoked'));
  const refused = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    log.warn(
      { client: ctx.oidc.client?.clientId, route: ctx.oidc.route, error: error.error },
      'an OAuth request was refused',
    );
  };
  provider.on('authorization.error', refused);
  provider.on('grant.error', refused);
  provider.on('revocation.error', refused);
}
