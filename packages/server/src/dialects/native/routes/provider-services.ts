/** /v1/provider-services, with what they send */
import type { Deps } from '../../../use-cases/deps.ts';
import { checkService } from '../../../use-cases/provider/check-service.ts';
import { getProviderProducts, putProviderProducts } from '../../../use-cases/provider/provider-products.ts';
import {
  changeProviderService,
  createProviderService,
  getProviderService,
  listProviderServices,
} from '../../../use-cases/provider/provider-services.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPage, toPageOf } from '../page.ts';
import { toProductDrafts, toProviderProducts, toProviderService, toServiceChange } from '../provider-mapping.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import {
  NewProviderProducts,
  NewProviderService,
  ProviderProducts,
  ProviderService,
  ProviderServicePatch,
  ServiceCheck,
} from '../schemas/provider-service.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['providers'];

export function providerServices(app: NativeApp, deps: Deps): void {
  app.post(
    '/provider-services',
    {
      schema: {
        operationId: 'createProviderService',
        summary: 'Adds a service of a provider; from then on the provider is asked for changes of its orders.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewProviderService,
        response: { 201: Named(ProviderService) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createProviderService(deps, caller, request.body),
        show: toProviderService,
      }),
  );

  app.get(
    '/provider-services',
    {
      schema: {
        operationId: 'listProviderServices',
        summary: 'Lists the services of all providers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(ProviderService)) },
        refusals: [],
      },
    },
    async (request) => {
      const { query } = request;
      const services = await listProviderServices(deps, identityOf(request).caller, toPageOf(query));
      return toPage(services, query, toProviderService);
    },
  );

  app.get(
    '/provider-services/:id',
    {
      schema: {
        operationId: 'getProviderService',
        summary: 'Shows a service.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(ProviderService) },
        refusals: [404],
      },
    },
    async (request) => toProviderService(await getProviderService(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/provider-services/:id',
    {
      schema: {
        operationId: 'updateProviderService',
        summary: 'Changes a service.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: ProviderServicePatch,
        response: { 200: Named(ProviderService) },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => changeProviderService(deps, caller, request.params.id, toServiceChange(request.body)),
        show: toProviderService,
      }),
  );

  app.post(
    '/provider-services/:id/check',
    {
      schema: {
        operationId: 'checkProviderService',
        summary: 'Asks the provider for an order that nobody has, and says whether it answers as it should.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(ServiceCheck) },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => checkService(deps, caller, request.params.id),
        show: (check) => check,
      }),
  );

  app.get(
    '/provider-services/:id/products',
    {
      schema: {
        operationId: 'getProviderProducts',
        summary: 'Shows what a service sends.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(ProviderProducts) },
        refusals: [404],
      },
    },
    async (request) =>
      toProviderProducts(await getProviderProducts(deps, identityOf(request).caller, request.params.id)),
  );

  app.put(
    '/provider-services/:id/products',
    {
      schema: {
        operationId: 'putProviderProducts',
        summary: 'Says what a service sends, in place of what was said before.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NewProviderProducts,
        response: { 200: Named(ProviderProducts) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => putProviderProducts(deps, caller, request.params.id, toProductDrafts(request.body)),
        show: toProviderProducts,
      }),
  );
}
