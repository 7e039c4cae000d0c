/** Pure: webhook endpoints and messages as the native API shows them. */
import type { EndpointWithSecret, WebhookEndpoint as Endpoint } from '../../use-cases/webhook/create-endpoint.ts';
import type { MessageWithAttempts } from '../../use-cases/webhook/get-message.ts';
import type { WebhookMessage as Message } from '../../use-cases/webhook/list-messages.ts';
import { iso, isoOrNull } from './iso.ts';
import type { WebhookEndpoint, WebhookEndpointWithSecret } from './schemas/webhook-endpoint.ts';
import type { WebhookMessage, WebhookMessageDetail } from './schemas/webhook-message.ts';

export function toWebhookEndpoint(one: Endpoint): WebhookEndpoint {
  return {
    id: one.id,
    dialect: one.dialect,
    url: one.url,
    events: one.events && [...one.events],
    contentType: one.contentType,
    state: one.state,
    disabledReason: one.disabledReason,
    failingSince: isoOrNull(one.failingSince),
    lastSuccessAt: isoOrNull(one.lastSuccessAt),
    previousSecretUntil: isoOrNull(one.previousSecretUntil),
    version: one.version,
    createdAt: iso(one.createdAt),
  };
}

export function toEndpointWithSecret({ endpoint, secret }: EndpointWithSecret): WebhookEndpointWithSecret {
  return { ...toWebhookEndpoint(endpoint), secret };
}

export function toWebhookMessage(one: Message): WebhookMessage {
  return {
    id: one.id,
    endpointId: one.endpointId,
    eventId: one.eventId,
    type: one.type,
    contentType: one.contentType,
    state: one.state,
    attemptCount: one.attempts,
    dueAt: iso(one.dueAt),
    createdAt: iso(one.createdAt),
    settledAt: isoOrNull(one.settledAt),
  };
}

export function toWebhookMessageDetail({ message, attempts }: MessageWithAttempts): WebhookMessageDetail {
  return {
    ...toWebhookMessage(message),
    body: message.body,
    attempts: attempts.map(({ number, startedAt, durationMs, status, error, responseExcerpt }) => {
      return { number, startedAt: iso(startedAt), durationMs, status, error, responseExcerpt };
    }),
  };
}
