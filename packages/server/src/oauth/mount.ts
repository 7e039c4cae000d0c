/** Mounts the provider's endpoints and our pages below /oauth2, and its description where RFC 8414 looks for it. */
import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, onRequestAsyncHookHandler } from 'fastify';
import { mountPath } from './create-provider.ts';
import { interactionPages } from './interaction/pages.ts';
import type { InteractionDeps } from './interaction/visit.ts';
import { allowThrottles, throttle } from './throttle.ts';

/** What the provider answers itself. */
const endpoints = [
  ['GET', '/auth'],
  ['GET', '/auth/:uid'],
  ['POST', '/token'],
  ['OPTIONS', '/token'],
  ['POST', '/token/revocation'],
  ['OPTIONS', '/token/revocation'],
  ['GET', '/jwks'],
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
] as const;

/** Requests a minute of one address: a partner's server refreshes for all its users. */
const most = 600;

/** To be mounted at `mountPath`. */
export const oauthEndpoints =
  (deps: InteractionDeps): FastifyPluginAsync =>
  async (app) => {
    await allowThrottles(app);
    const throttled = throttle(app, 'oauth', most);
    answerAsOAuth(app);
    for (const [method, url] of endpoints) {
      const onRequest = [throttled, handOver(deps, (path) => path.slice(mountPath.length))];
      app.route({ method, url, onRequest, exposeHeadRoute: false, handler: neverReached });
    }
    await app.register(interactionPages(deps));
  };

/** RFC 8414, 3: the well-known name comes first, the path of the issuer behind it. To be mounted at the root. */
export const oauthWellKnown =
  (deps: InteractionDeps): FastifyPluginAsync =>
  async (app) => {
    const name = '/.well-known/oauth-authorization-server';
    const onRequest = handOver(deps, () => name);
    app.get(`${name}${mountPath}`, { onRequest, exposeHeadRoute: false }, neverReached);
  };

/**
 * Gives the request to the provider before anything of its body is read. The provider makes its links of the host and
 * the scheme that it is told: those of the public URL, whatever the request says.
 */
function handOver(deps: InteractionDeps, pathOf: (path: string) => string): onRequestAsyncHookHandler {
  let callback: ReturnType<ReturnType<InteractionDeps['provider']>['callback']> | undefined;
  return async (request, reply) => {
    callback ??= deps.provider().callback();
    // what the provider finds its mount path by
    const raw: IncomingMessage & { originalUrl?: string } = request.raw;
    const url = raw.url ?? '';
    const end = url.includes('?') ? url.indexOf('?') : url.length;
    const path = pathOf(url.slice(0, end));
    const { host, protocol } = new URL(deps.publicUrl());
    raw.headers['x-forwarded-host'] = host;
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    raw.url = path + url.slice(end);
    raw.originalUrl = mountPath + raw.url;
    // before the line of the log is written
    reply.raw.prependOnceListener('finish', () => void (raw.url = url));
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.hijack();
    await callback(raw, reply.raw);
  };
}

const neverReached = async () => {
  throw new Error('The provider has answered already.');
};

/** RFC 6749, 5.2 has no word for too many requests; this one clients know from the authorization endpoint. */
function answerAsOAuth(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode: status = 500 } = error;
    if (status !== 429) request.log.error({ err: error }, 'the authorization server failed');
    const body =
      status === 429
        ? { error: 'temporarily_unavailable', error_description: error.message }
        : { error: 'server_error', error_description: 'Something went wrong here.' };
    return reply.code(status === 429 ? 429 : 500).send(body);
  });
}
