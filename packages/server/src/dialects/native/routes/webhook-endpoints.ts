/** /v1/webhook-endpoints: made and read. */
import type { Deps } from '../../../use-cases/deps.ts';
import { createEndpoint } from '../../../use-cases/webhook/create-endpoint.ts';
import { getEndpoint } from '../../../use-cases/webhook/get-endpoint.ts';
import { listEndpoints } from '../../../use-cases/webhook/list-endpoints.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toEntityTag } from '../entity-tag.ts';
import { cutPage, toPage } from '../page.ts';
import { Page } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointQuery,
  WebhookEndpointWithSecret,
} from '../schemas/webhook-endpoint.ts';
import { toEndpointWithSecret, toWebhookEndpoint } from '../webhook-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['webhooks'];

export function webhookEndpoints(app: NativeApp, deps: Deps): void {
  app.post(
    '/webhook-endpoints',
    {
      schema: {
        operationId: 'createWebhookEndpoint',
        summary: 'Adds an endpoint and shows its signing secret, once.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewWebhookEndpoint,
        response: { 201: Named(WebhookEndpointWithSecret) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => {
          const { dialect, url, events = null, contentType = 'json' } = request.body;
          return createEndpoint(deps, caller, { dialect, url, events, contentType });
        },
        show: toEndpointWithSecret,
      }),
  );

  app.get(
    '/webhook-endpoints',
    {
      schema: {
        operationId: 'listWebhookEndpoints',
        summary: 'Lists endpoints, oldest first.',
        tags,
        params: NoParams,
        querystring: WebhookEndpointQuery,
        response: { 200: Page(Named(WebhookEndpoint)) },
        refusals: [],
      },
    },
    async (request) => {
      const { dialect = null } = request.query;
      const all = await listEndpoints(deps, identityOf(request).caller, { dialect });
      return toPage(cutPage(all, request.query), request.query, toWebhookEndpoint);
    },
  );

  app.get(
    '/webhook-endpoints/:id',
    {
      schema: {
        operationId: 'getWebhookEndpoint',
        summary: 'Shows an endpoint and how it fares.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(WebhookEndpoint) },
        refusals: [404],
      },
    },
    async (request, reply) => {
      const endpoint = await getEndpoint(deps, identityOf(request).caller, request.params.id);
      void reply.header('etag', toEntityTag(endpoint.version));
      return toWebhookEndpoint(endpoint);
    },
  );
}
