/** Partners' apps: clients of the authorization server, which act for members of organisations. */
import { Type, type Static } from 'typebox';
import { Id, Instant, Maybe, Nullable, Strict, Text } from './shape.ts';

const Url = Type.String({ minLength: 1, maxLength: 2000 });
const RedirectUrls = Type.Array(Url, {
  minItems: 1,
  maxItems: 20,
  description: 'Where a browser comes back to with a code: compared to the letter. https, without a fragment.',
});
const Sso = Strict({
  origin: Type.String({ minLength: 1, maxLength: 2000, description: 'Of the page below: scheme, host and port.' }),
  receiveSessionUrl: Url,
});

export const NewPartnerApp = Strict({
  name: Text(100, { description: 'Shown to members who are asked to allow it.' }),
  redirectUrls: RedirectUrls,
  native: Maybe(
    Type.Boolean({ description: 'It runs on a device: loopback addresses at any port, and schemes of its own.' }),
  ),
  public: Maybe(Type.Boolean({ description: 'It can keep no secret: it gets none, and proves itself by PKCE alone.' })),
  platformId: Maybe(Id),
  webhookUrl: Maybe(Type.String({ minLength: 1, maxLength: 2048, description: 'Hears of the tasks that it made.' })),
  sso: Maybe(Sso),
});
export type NewPartnerApp = Static<typeof NewPartnerApp>;

export const PartnerAppPatch = Type.Object(
  {
    name: Type.Optional(Text(100)),
    redirectUrls: Type.Optional(RedirectUrls),
    platformId: Maybe(Id),
    webhookUrl: Maybe(Type.String({ minLength: 1, maxLength: 2048 })),
    sso: Maybe(Sso),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'A field that is not given stays as it is; null takes it away.',
  },
);
export type PartnerAppPatch = Static<typeof PartnerAppPatch>;

const app = {
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  clientKey: Type.String({ description: 'GotSurge’s `client_key`, OAuth’s `client_id`.' }),
  redirectUrls: Type.Array(Type.String()),
  native: Type.Boolean(),
  public: Type.Boolean(),
  platformId: Nullable(Id),
  webhookUrl: Nullable(Type.String()),
  webhookEndpointId: Nullable(Id),
  sso: Nullable(Sso),
  updatedBy: Type.String(),
  createdAt: Instant,
  updatedAt: Instant,
  revokedAt: Nullable(Instant),
} as const;

export const PartnerApp = Strict(app, { $id: 'PartnerApp' });
export type PartnerApp = Static<typeof PartnerApp>;

const secretKey = Type.String({ description: 'GotSurge’s `secret_key`, OAuth’s `client_secret`. Shown only now.' });

export const PartnerAppWithSecrets = Strict(
  {
    ...app,
    secretKey: Nullable(secretKey),
    webhookSecret: Nullable(
      Type.String({ description: '`whsec_…`, to check signatures of webhooks with. Shown only now.' }),
    ),
  },
  { $id: 'PartnerAppWithSecrets' },
);
export type PartnerAppWithSecrets = Static<typeof PartnerAppWithSecrets>;

export const PartnerAppWithSecret = Strict({ ...app, secretKey }, { $id: 'PartnerAppWithSecret' });
export type PartnerAppWithSecret = Static<typeof PartnerAppWithSecret>;
