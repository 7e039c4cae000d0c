/** /v1/couriers */
import type { Deps } from '../../../use-cases/deps.ts';
import { createCourier, getCourier, listCouriers } from '../../../use-cases/fleet/couriers.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toCourierDraft } from '../drafts.ts';
import { toCourier } from '../mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Courier, NewCourier } from '../schemas/courier.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['couriers'];

export function couriers(app: NativeApp, deps: Deps): void {
  app.post(
    '/couriers',
    {
      schema: {
        operationId: 'createCourier',
        summary: 'Makes a courier.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewCourier,
        response: { 201: Named(Courier) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: (identity) => createCourier(deps, identity, toCourierDraft(request.body), request.body.login ?? null),
        show: toCourier,
      }),
  );

  app.get(
    '/couriers',
    {
      schema: {
        operationId: 'listCouriers',
        summary: 'Lists couriers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Courier)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listCouriers(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toCourier),
  );

  app.get(
    '/couriers/:id',
    {
      schema: {
        operationId: 'getCourier',
        summary: 'Shows a courier.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Courier) },
        refusals: [404],
      },
    },
    async (request) => toCourier(await getCourier(deps, identityOf(request).caller, request.params.id)),
  );
}
