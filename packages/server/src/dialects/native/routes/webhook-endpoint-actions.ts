/** /v1/webhook-endpoints/{id}: changed, given a new secret, told everything again, deleted. */
import type { Deps } from '../../../use-cases/deps.ts';
import { deleteEndpoint } from '../../../use-cases/webhook/delete-endpoint.ts';
import { replaySince } from '../../../use-cases/webhook/replay-since.ts';
import { rotateSecret } from '../../../use-cases/webhook/rotate-secret.ts';
import { updateEndpoint } from '../../../use-cases/webhook/update-endpoint.ts';
import { answerWrite } from '../answer-write.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toInstant } from '../instants.ts';
import { ChangeHeaders, IdParams, NoBody, NoQuery, Nothing, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { WebhookEndpoint, WebhookEndpointPatch, WebhookEndpointWithSecret } from '../schemas/webhook-endpoint.ts';
import { Replay, ReplayRequest } from '../schemas/webhook-message.ts';
import { toEndpointWithSecret, toWebhookEndpoint } from '../webhook-mapping.ts';
import type { NativeApp } from './app.ts';

const every = { tags: ['webhooks'], headers: WriteHeaders, params: IdParams, querystring: NoQuery };

export function webhookEndpointActions(app: NativeApp, deps: Deps): void {
  app.patch(
    '/webhook-endpoints/:id',
    {
      schema: {
        operationId: 'updateWebhookEndpoint',
        summary: 'Changes where an endpoint is, what it hears, and whether it is on.',
        ...every,
        headers: ChangeHeaders,
        body: WebhookEndpointPatch,
        response: { 200: Named(WebhookEndpoint) },
        refusals: [404, 409, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return updateEndpoint(deps, caller, { id: request.params.id, version, patch: request.body });
        },
        show: toWebhookEndpoint,
      }),
  );

  app.post(
    '/webhook-endpoints/:id/rotate-secret',
    {
      schema: {
        operationId: 'rotateWebhookSecret',
        summary: 'Makes a new signing secret; the old one stays valid beside it for a day.',
        ...every,
        body: NoBody,
        response: { 200: Named(WebhookEndpointWithSecret) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => rotateSecret(deps, caller, request.params.id),
        show: toEndpointWithSecret,
      }),
  );

  app.post(
    '/webhook-endpoints/:id/replay',
    {
      schema: {
        operationId: 'replayWebhooks',
        summary: 'Sends the messages since an instant again, oldest first.',
        ...every,
        body: ReplayRequest,
        response: { 200: Named(Replay) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const { since, which = 'missed' } = request.body;
          return replaySince(deps, caller, { endpointId: request.params.id, since: toInstant('since', since), which });
        },
        show: ({ messages }) => ({ messages }),
      }),
  );

  app.delete(
    '/webhook-endpoints/:id',
    {
      schema: {
        operationId: 'deleteWebhookEndpoint',
        summary: 'Removes an endpoint; what still waits for it is dropped.',
        ...every,
        response: { 204: Nothing },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 204,
        run: ({ caller }) => deleteEndpoint(deps, caller, request.params.id),
        show: () => null,
      }),
  );
}
