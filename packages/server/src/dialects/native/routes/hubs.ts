/** /v1/hubs */
import type { Deps } from '../../../use-cases/deps.ts';
import { changeHub } from '../../../use-cases/hub/change-hub.ts';
import { createHub, getHub, listHubs } from '../../../use-cases/hub/hubs.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toHubChange, toHubDraft } from '../drafts.ts';
import { toHub } from '../mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Hub, HubPatch, NewHub } from '../schemas/hub.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['hubs'];

export function hubs(app: NativeApp, deps: Deps): void {
  app.post(
    '/hubs',
    {
      schema: {
        operationId: 'createHub',
        summary: 'Makes a hub.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewHub,
        response: { 201: Named(Hub) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createHub(deps, caller, toHubDraft(request.body)),
        show: toHub,
      }),
  );

  app.get(
    '/hubs',
    {
      schema: {
        operationId: 'listHubs',
        summary: 'Lists hubs, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Hub)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listHubs(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toHub),
  );

  app.get(
    '/hubs/:id',
    {
      schema: {
        operationId: 'getHub',
        summary: 'Shows a hub.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Hub) },
        refusals: [404],
      },
    },
    async (request) => toHub(await getHub(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/hubs/:id',
    {
      schema: {
        operationId: 'updateHub',
        summary: 'Changes the name, the place or the geofence of a hub.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: HubPatch,
        response: { 200: Named(Hub) },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => changeHub(deps, caller, request.params.id, toHubChange(request.body)),
        show: toHub,
      }),
  );
}
