/** /v1/drivers */
import type { Deps } from '../../../use-cases/deps.ts';
import { createDriver, getDriver, listDrivers } from '../../../use-cases/fleet/drivers.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toDriverDraft } from '../drafts.ts';
import { toDriver } from '../mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Driver, NewDriver } from '../schemas/driver.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['drivers'];

export function drivers(app: NativeApp, deps: Deps): void {
  app.post(
    '/drivers',
    {
      schema: {
        operationId: 'createDriver',
        summary: 'Makes a driver.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewDriver,
        response: { 201: Named(Driver) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createDriver(deps, caller, toDriverDraft(request.body)),
        show: toDriver,
      }),
  );

  app.get(
    '/drivers',
    {
      schema: {
        operationId: 'listDrivers',
        summary: 'Lists drivers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Driver)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listDrivers(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toDriver),
  );

  app.get(
    '/drivers/:id',
    {
      schema: {
        operationId: 'getDriver',
        summary: 'Shows a driver.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Driver) },
        refusals: [404],
      },
    },
    async (request) => toDriver(await getDriver(deps, identityOf(request).caller, request.params.id)),
  );
}
