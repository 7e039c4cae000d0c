/** Webhook messages: one event for one endpoint, and how each try to deliver it ended. */
import { Type, type Static } from 'typebox';
import { pageFields } from './page.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

const states = ['pending', 'delivered', 'failed', 'dropped'] as const;

export const WebhookMessage = Strict(
  {
    id: Type.String({ format: 'uuid', description: 'Comes as `webhook-id`, the same with each try.' }),
    endpointId: Id,
    eventId: Id,
    type: Type.String(),
    contentType: Type.String(),
    state: OneOf(states),
    attemptCount: Type.Integer(),
    dueAt: Type.String({ format: 'date-time', description: 'When it is tried next, while it is pending.' }),
    createdAt: Instant,
    settledAt: Nullable(Instant),
  },
  { $id: 'WebhookMessage' },
);
export type WebhookMessage = Static<typeof WebhookMessage>;

export const WebhookMessageDetail = Strict(
  {
    ...WebhookMessage.properties,
    body: Type.String({ description: 'What is sent, byte for byte.' }),
    attempts: Type.Array(
      Strict({
        number: Type.Integer(),
        startedAt: Instant,
        durationMs: Type.Integer(),
        status: Nullable(Type.Integer({ description: 'Null when no answer came.' })),
        error: Nullable(Type.String()),
        responseExcerpt: Nullable(Type.String({ description: 'A stranger’s text: escape it.' })),
      }),
      { description: 'The last 100, newest first.' },
    ),
  },
  { $id: 'WebhookMessageDetail' },
);
export type WebhookMessageDetail = Static<typeof WebhookMessageDetail>;

export const WebhookMessageQuery = Strict({
  ...pageFields,
  endpointId: Type.Optional(Id),
  state: Type.Optional(OneOf(states)),
});

export const ReplayRequest = Strict({
  since: Instant,
  which: Type.Optional(
    OneOf(['missed', 'all'], {
      description: '`missed`, the default: those that never arrived. `all`: the others too.',
    }),
  ),
});

export const Replay = Strict(
  { messages: Type.Integer({ description: 'How many are sent again.' }) },
  { $id: 'Replay' },
);
