/** Webhook endpoints: where an account wants to hear of events. */
import { Type, type Static } from 'typebox';
import { pageFields } from './page.ts';
import { Id, Instant, Nullable, OneOf, Strict, Text, QueryText } from './shape.ts';

const formats = ['json', 'xml', 'form'] as const;
const states = ['enabled', 'disabled'] as const;
const Url = Type.String({ minLength: 1, maxLength: 2048 });
const Events = Nullable(
  Type.Array(Text(80), { maxItems: 100, description: 'The dialect’s names of webhooks; null for all.' }),
);

export const NewWebhookEndpoint = Strict({
  dialect: Text(40, { description: 'In whose words it is told: `native`, `loginext`.' }),
  url: Url,
  events: Type.Optional(Events),
  contentType: Type.Optional(OneOf(formats, { description: '`json` when it is not given.' })),
});
export type NewWebhookEndpoint = Static<typeof NewWebhookEndpoint>;

export const WebhookEndpointPatch = Type.Object(
  {
    url: Type.Optional(Url),
    events: Type.Optional(Events),
    contentType: Type.Optional(OneOf(formats)),
    state: Type.Optional(OneOf(states)),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);

export const WebhookEndpoint = Strict(
  {
    id: Id,
    dialect: Type.String(),
    url: Type.String(),
    events: Events,
    contentType: OneOf(formats),
    state: OneOf(states),
    disabledReason: Nullable(Type.String()),
    failingSince: Nullable(Instant),
    lastSuccessAt: Nullable(Instant),
    previousSecretUntil: Nullable(Instant),
    version: Type.Integer(),
    createdAt: Instant,
  },
  { $id: 'WebhookEndpoint' },
);
export type WebhookEndpoint = Static<typeof WebhookEndpoint>;

export const WebhookEndpointWithSecret = Strict(
  {
    ...WebhookEndpoint.properties,
    secret: Type.String({ description: '`whsec_…`, to check signatures with. It is shown only now.' }),
  },
  { $id: 'WebhookEndpointWithSecret' },
);
export type WebhookEndpointWithSecret = Static<typeof WebhookEndpointWithSecret>;

export const WebhookEndpointQuery = Strict({ ...pageFields, dialect: Type.Optional(QueryText(40)) });
