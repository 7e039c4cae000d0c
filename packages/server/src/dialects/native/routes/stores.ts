/** /v1/stores */
import type { Deps } from '../../../use-cases/deps.ts';
import { changeStore, createStore, getStore, listStores } from '../../../use-cases/subscription/stores.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { NewStore, Store, StorePatch } from '../schemas/store.ts';
import { toStoreChange, toStoreDraft } from '../subscription-drafts.ts';
import { toStore } from '../subscription-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['stores'];

export function stores(app: NativeApp, deps: Deps): void {
  app.post(
    '/stores',
    {
      schema: {
        operationId: 'createStore',
        summary: 'Adds a store, whose plans people subscribe to.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewStore,
        response: { 201: Named(Store) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createStore(deps, caller, toStoreDraft(request.body)),
        show: toStore,
      }),
  );

  app.get(
    '/stores',
    {
      schema: {
        operationId: 'listStores',
        summary: 'Lists stores, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Store)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listStores(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toStore),
  );

  app.get(
    '/stores/:id',
    {
      schema: {
        operationId: 'getStore',
        summary: 'Shows a store.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Store) },
        refusals: [404],
      },
    },
    async (request) => toStore(await getStore(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/stores/:id',
    {
      schema: {
        operationId: 'updateStore',
        summary: 'Changes a store for later orders, and where later deliveries are fetched.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: StorePatch,
        response: { 200: Named(Store) },
        refusals: [404, 409, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changeStore(deps, caller, { id: request.params.id, version, change: toStoreChange(request.body) });
        },
        show: toStore,
      }),
  );
}
