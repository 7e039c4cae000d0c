/** /v1/webhook-messages */
import type { Deps } from '../../../use-cases/deps.ts';
import { getMessage } from '../../../use-cases/webhook/get-message.ts';
import { listMessages } from '../../../use-cases/webhook/list-messages.ts';
import { resendMessage } from '../../../use-cases/webhook/resend-message.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPage, toPageOf } from '../page.ts';
import { Page } from '../schemas/page.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { WebhookMessage, WebhookMessageDetail, WebhookMessageQuery } from '../schemas/webhook-message.ts';
import { toWebhookMessage, toWebhookMessageDetail } from '../webhook-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['webhooks'];
const newestAttempts = { before: null, limit: 100 };

export function webhookMessages(app: NativeApp, deps: Deps): void {
  app.get(
    '/webhook-messages',
    {
      schema: {
        operationId: 'listWebhookMessages',
        summary: 'Lists messages, newest first.',
        tags,
        params: NoParams,
        querystring: WebhookMessageQuery,
        response: { 200: Page(Named(WebhookMessage)) },
        refusals: [],
      },
    },
    async (request) => {
      const { endpointId = null, state = null } = request.query;
      const page = { ...toPageOf(request.query), endpointId, state };
      return toPage(await listMessages(deps, identityOf(request).caller, page), request.query, toWebhookMessage);
    },
  );

  app.get(
    '/webhook-messages/:id',
    {
      schema: {
        operationId: 'getWebhookMessage',
        summary: 'Shows a message and how each try to deliver it ended.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(WebhookMessageDetail) },
        refusals: [404],
      },
    },
    async (request) =>
      toWebhookMessageDetail(await getMessage(deps, identityOf(request).caller, request.params.id, newestAttempts)),
  );

  app.post(
    '/webhook-messages/:id/resend',
    {
      schema: {
        operationId: 'resendWebhookMessage',
        summary: 'Sends a message again: the same id and bytes, a fresh signature.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(WebhookMessage) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => resendMessage(deps, caller, request.params.id),
        show: toWebhookMessage,
      }),
  );
}
