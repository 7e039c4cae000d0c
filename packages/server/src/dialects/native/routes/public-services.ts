/** /v1/public-services */
import type { Deps } from '../../../use-cases/deps.ts';
import {
  createService,
  getPublicService,
  listPublicServices,
  setGrants,
} from '../../../use-cases/public-order/public-services.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPage, toPageOf } from '../page.ts';
import { toPublicService } from '../public-order-mapping.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { Grants, NewPublicService, PublicService } from '../schemas/public-service.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['public orders'];
/** Of the state whose platform asks. */
const usualCurrency = 'MDL';

export function publicServices(app: NativeApp, deps: Deps): void {
  app.post(
    '/public-services',
    {
      schema: {
        operationId: 'createPublicService',
        summary: 'Adds a service whose orders MDelivery may ask for.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewPublicService,
        response: { 201: Named(PublicService) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => {
          const { code, name, currency, credentialIds } = request.body;
          const draft = { code, name, currency: currency ?? usualCurrency, credentialIds: credentialIds ?? [] };
          return createService(deps, caller, draft);
        },
        show: toPublicService,
      }),
  );

  app.get(
    '/public-services',
    {
      schema: {
        operationId: 'listPublicServices',
        summary: 'Lists public services, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(PublicService)) },
        refusals: [],
      },
    },
    async (request) => {
      const { query } = request;
      return toPage(
        await listPublicServices(deps, identityOf(request).caller, toPageOf(query)),
        query,
        toPublicService,
      );
    },
  );

  app.get(
    '/public-services/:id',
    {
      schema: {
        operationId: 'getPublicService',
        summary: 'Shows a public service.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(PublicService) },
        refusals: [404],
      },
    },
    async (request) => toPublicService(await getPublicService(deps, identityOf(request).caller, request.params.id)),
  );

  app.put(
    '/public-services/:id/grants',
    {
      schema: {
        operationId: 'putPublicServiceGrants',
        summary: 'Says which credentials may ask for the service, in place of those before.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: Grants,
        response: { 200: Named(PublicService) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => setGrants(deps, caller, request.params.id, request.body.credentialIds),
        show: toPublicService,
      }),
  );
}
