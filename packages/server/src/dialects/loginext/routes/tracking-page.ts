/**
 * LogiNext's iFrames (Mile 36, Haul 16): a page whose parameters stand behind `#`, so that they reach no server's log. It
 * sends them on as headers, to the two routes that tell the state, once or live.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import type { Deps } from '../../../use-cases/deps.ts';
import { placeNames } from '../../../use-cases/geo/place-names.ts';
import { readSight, type TrackedKind } from '../../../use-cases/live/read-sights.ts';
import type { Sight } from '../../../use-cases/live/tracked.ts';
import { DomainError } from '../../../domain/errors.ts';
import { identityOf, requireSession, tokensOf } from '../auth.ts';
import { ElementRefused, handleNotFound } from '../errors.ts';
import { answersWith } from '../route.ts';
import { PlainEnvelope } from '../schemas/envelope.ts';
import { BoxQuery, PlaceName, TrackedThing, TrackQuery } from '../schemas/tracking-page.ts';
import { assetNames, readAssets, type Assets } from '../tracking-page-assets.ts';
import { createLive } from '../tracking-page-live.ts';
import { toTrackedThing } from '../tracking-page-view.ts';

const tags = ['tracking page'];
const refusals = { '4xx': PlainEnvelope, '5xx': PlainEnvelope };

/** Anybody may frame the page: operators put it into theirs. It loads nothing from elsewhere and runs nothing inline. */
const policy = [
  "default-src 'self'",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ');

/** As text, or as anything else that a browser takes. */
const file = (type: string, description: string) => ({
  200: { description, content: { [type]: { schema: Type.Unsafe({ type: 'string', contentMediaType: type }) } } },
  ...refusals,
});

const AssetPath = Type.Object({
  version: Type.String({ description: 'hash of all files; another one’s are not kept by the browser' }),
  name: Type.String({ description: `one of ${assetNames.join(', ')}` }),
});
type AssetPath = Static<typeof AssetPath>;

/** The page and its files: open to everybody, they show nothing by themselves. */
export function trackingPageRoutes(app: FastifyInstance): void {
  let reading: Promise<Assets> | undefined;
  async function assets(): Promise<Assets> {
    reading ??= readAssets();
    return reading.catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
  }
  // one visit asks for a dozen files at once
  const config = { rateLimit: false } as const;

  app.get(
    '/track',
    {
      config,
      schema: {
        operationId: 'findTrackingPage',
        summary: 'Leads to the tracking page.',
        tags,
        security: [],
        response: { 308: Type.Null({ description: 'The page has a slash at its end.' }), ...refusals },
      },
    },
    // relative: the page may be mounted at the root of a host name, too
    (_request, reply) => reply.code(308).header('location', 'track/').send(),
  );

  app.get(
    '/track/',
    {
      config,
      schema: {
        operationId: 'getTrackingPage',
        summary: 'iFrame of an order (`#/order?ordno=…&aid=…&key=…`) or a trip (`#/order?tripname=…&aid=…&key=…`).',
        tags,
        security: [],
        response: file('text/html', 'The page; it reads what stands behind # itself.'),
      },
    },
    async (_request, reply) => {
      const { html, version } = await assets();
      return reply
        .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
        .type('text/html; charset=utf-8')
        .send(html.replaceAll('{{version}}', version));
    },
  );

  app.get<{ Params: AssetPath }>(
    '/track/assets/:version/:name',
    {
      config,
      schema: {
        operationId: 'getTrackingPageFile',
        summary: 'A file of the tracking page.',
        tags,
        security: [],
        params: AssetPath,
        response: file('*/*', 'Script, style or map, as its name says.'),
      },
    },
    async (request, reply) => {
      const { version, files } = await assets();
      const asset = files.get(request.params.name);
      if (!asset) return handleNotFound(request, reply);
      // while two releases run side by side a page may ask the other one: served, and not kept
      const kept = request.params.version === version ? 'public, max-age=31536000, immutable' : 'no-store';
      const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (zipped) void reply.header('content-encoding', 'gzip');
      // the policy of a worker is its own script's
      return reply
        .headers({ 'cache-control': kept, vary: 'accept-encoding', 'content-security-policy': policy })
        .type(asset.type)
        .send(zipped ? asset.gzipped : asset.bytes);
    },
  );
}

/** What the page asks for. */
export function trackingStateRoutes(app: FastifyInstance, deps: Deps): void {
  const live = createLive(deps);
  // before the server waits for its connections; an app that was not built by ours has only the second
  app.closing?.addEventListener('abort', live.close, { once: true });
  app.addHook('preClose', async () => live.close());
  app.addHook('onRequest', requireSession(deps));

  /** All customers of an operator share its tokens: each address has its own share. */
  const config = {
    rateLimit: {
      max: ({ loginext }: FastifyRequest) => Math.max(20, loginext?.account.settings.requestsPerSecond ?? 0),
      timeWindow: 1000,
      keyGenerator: ({ loginext, ip, routeOptions }: FastifyRequest) => `${loginext?.account.id} ${ip} ${routeOptions.url}`,
    },
  }; // prettier-ignore

  app.get<{ Querystring: TrackQuery }>(
    '/track/state',
    {
      config,
      schema: {
        operationId: 'getTrackedState',
        summary: 'What the tracking page shows of an order or a trip.',
        tags,
        querystring: TrackQuery,
        response: answersWith(TrackedThing),
      },
    },
    async (request) => {
      const { kind, name } = soughtIn(request.query);
      const sight = await read(deps, request, kind, name);
      return { status: 200, message: 'success', data: toTrackedThing(sight), hasError: false };
    },
  );

  app.get<{ Querystring: BoxQuery }>(
    '/track/places',
    {
      config,
      schema: {
        operationId: 'getPlaceNames',
        summary: 'Names for the map of the tracking page.',
        tags,
        querystring: BoxQuery,
        response: answersWith(Type.Array(PlaceName)),
      },
    },
    async ({ query: { lat, lng } }, reply) => {
      const data = await placeNames(deps, { lat: Number(lat), lng: Number(lng) });
      void reply.header('cache-control', 'private, max-age=86400');
      return { status: 200, message: 'success', data, hasError: false };
    },
  );

  app.get<{ Querystring: TrackQuery }>(
    '/track/live',
    {
      config,
      // to answer a HEAD, a stream would be opened
      exposeHeadRoute: false,
      schema: {
        operationId: 'followTrackedState',
        summary: 'The same as it changes, as server-sent events.',
        description: 'Events `state` with the data of `/track/state`; `Last-Event-ID` tells the version that is known.',
        tags,
        querystring: TrackQuery,
        response: file('text/event-stream', 'Never ends by itself; a comment each 10 s shows that it lives.'),
      },
    },
    async (request, reply) => {
      const { kind, name } = soughtIn(request.query);
      const { account } = identityOf(request);
      const visitor = {
        pair: tokensOf(request),
        address: request.ip,
        target: { kind, name, accountId: account.id },
        known: versionOf(request.headers['last-event-id']),
        cut: () => reply.raw.destroy(),
      };
      const body = await live.open(visitor, () => read(deps, request, kind, name));
      return stream(reply).send(body);
    },
  );
}

function stream(reply: FastifyReply): FastifyReply {
  // the connection serves nothing else, and proxies are asked not to gather its bytes
  return reply.type('text/event-stream; charset=utf-8').headers({ connection: 'close', 'x-accel-buffering': 'no' });
}

/** @throws ElementRefused unless the query names one of the two */
function soughtIn({ ordno, tripname }: TrackQuery): { readonly kind: TrackedKind; readonly name: string } {
  if (ordno !== undefined && tripname !== undefined) throw refused('tripname', 'ordno or tripname is expected, not both.'); // prettier-ignore
  if (ordno !== undefined) return { kind: 'order', name: ordno };
  if (tripname !== undefined) return { kind: 'trip', name: tripname };
  throw refused('ordno', 'ordno or tripname is mandatory.');
}

/** @throws ElementRefused with 404 for what the account does not have */
async function read(deps: Deps, request: FastifyRequest, kind: TrackedKind, name: string): Promise<Sight> {
  try {
    return await readSight(deps, identityOf(request).caller, kind, name);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const key = kind === 'order' ? 'ordno' : 'tripname';
    throw new ElementRefused(404, [{ key, message: [error.message] }], 'Not Found');
  }
}

function refused(key: string, message: string): ElementRefused {
  return new ElementRefused(400, [{ key, message: [message] }]);
}

function versionOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w-]{1,40}$/.test(header) ? header : null;
}
