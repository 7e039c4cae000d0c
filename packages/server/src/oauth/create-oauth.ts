/** The authorization server as a whole: what dialects call, and what the web server mounts. */
import type { FastifyPluginAsync } from 'fastify';
import type Provider from 'oidc-provider';
import type { AuthorizationServer } from '../use-cases/oauth/authorization-server.ts';
import { createProvider, mountPath } from './create-provider.ts';
import type { OAuthDeps } from './deps.ts';
import { createDoor } from './door.ts';
import { oauthEndpoints, oauthWellKnown } from './mount.ts';

export interface OAuth {
  readonly door: AuthorizationServer;
  /** As the web server takes them. */
  readonly mounts: readonly { readonly name: string; readonly prefix: string; readonly plugin: FastifyPluginAsync }[];
}

/** Nothing is made before the first request: the public URL may have a port that is known only then. */
export function createOAuth(deps: OAuthDeps): OAuth {
  let made: Provider | undefined;
  const own = { ...deps, provider: () => (made ??= createProvider(deps)) };
  return {
    door: createDoor(own),
    mounts: [
      { name: 'oauth2', prefix: mountPath, plugin: oauthEndpoints(own) },
      { name: 'oauth2-well-known', prefix: '', plugin: oauthWellKnown(own) },
    ],
  };
}
