/** /v1/trackers */
import type { Deps } from '../../../use-cases/deps.ts';
import { createTracker, getTracker, listTrackers } from '../../../use-cases/fleet/trackers.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toTracker } from '../mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Tracker, NewTracker } from '../schemas/tracker.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['trackers'];

export function trackers(app: NativeApp, deps: Deps): void {
  app.post(
    '/trackers',
    {
      schema: {
        operationId: 'createTracker',
        summary: 'Makes a tracker.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewTracker,
        response: { 201: Named(Tracker) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) =>
          createTracker(deps, caller, { code: request.body.code, kind: request.body.kind ?? 'device' }),
        show: toTracker,
      }),
  );

  app.get(
    '/trackers',
    {
      schema: {
        operationId: 'listTrackers',
        summary: 'Lists trackers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Tracker)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listTrackers(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toTracker),
  );

  app.get(
    '/trackers/:id',
    {
      schema: {
        operationId: 'getTracker',
        summary: 'Shows a tracker, with its last known position.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Tracker) },
        refusals: [404],
      },
    },
    async (request) => toTracker(await getTracker(deps, identityOf(request).caller, request.params.id)),
  );
}
