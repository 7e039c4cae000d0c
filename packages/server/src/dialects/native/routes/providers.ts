/** /v1/providers, with where their goods are fetched */
import type { Deps } from '../../../use-cases/deps.ts';
import { getPickupPoints, putPickupPoints } from '../../../use-cases/provider/pickup-points.ts';
import { changeProvider, createProvider, getProvider, listProviders } from '../../../use-cases/provider/providers.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { toPickupPointDrafts, toPickupPoints, toProvider, toProviderChange, toProviderDraft } from '../provider-mapping.ts'; // prettier-ignore
import { Page, PageQuery } from '../schemas/page.ts';
import { NewPickupPoints, NewProvider, PickupPoints, Provider, ProviderPatch } from '../schemas/provider.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['providers'];

export function providers(app: NativeApp, deps: Deps): void {
  app.post(
    '/providers',
    {
      schema: {
        operationId: 'createProvider',
        summary: 'Adds a provider: a system whose orders receivers have brought to them.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewProvider,
        response: { 201: Named(Provider) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createProvider(deps, caller, toProviderDraft(request.body)),
        show: toProvider,
      }),
  );

  app.get(
    '/providers',
    {
      schema: {
        operationId: 'listProviders',
        summary: 'Lists providers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Provider)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listProviders(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toProvider),
  );

  app.get(
    '/providers/:id',
    {
      schema: {
        operationId: 'getProvider',
        summary: 'Shows a provider.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Provider) },
        refusals: [404],
      },
    },
    async (request) => toProvider(await getProvider(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/providers/:id',
    {
      schema: {
        operationId: 'updateProvider',
        summary: 'Changes a provider or what it knows us by, pauses it, or lets it go on.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: ProviderPatch,
        response: { 200: Named(Provider) },
        refusals: [404, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          const change = toProviderChange(request.body);
          return changeProvider(deps, caller, { id: request.params.id, version, change });
        },
        show: toProvider,
      }),
  );

  app.get(
    '/providers/:id/pickup-points',
    {
      schema: {
        operationId: 'getPickupPoints',
        summary: 'Shows where the goods of a provider are fetched.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(PickupPoints) },
        refusals: [404],
      },
    },
    async (request) => toPickupPoints(await getPickupPoints(deps, identityOf(request).caller, request.params.id)),
  );

  app.put(
    '/providers/:id/pickup-points',
    {
      schema: {
        operationId: 'putPickupPoints',
        summary: 'Says where the goods of a provider are fetched, in place of what was said before.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NewPickupPoints,
        response: { 200: Named(PickupPoints) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => putPickupPoints(deps, caller, request.params.id, toPickupPointDrafts(request.body)),
        show: toPickupPoints,
      }),
  );
}
