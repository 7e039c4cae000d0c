/** Credentials: how an account's systems sign in. */
import { Type, type Static } from 'typebox';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

export const NewCredential = Strict({
  dialect: OneOf(['native', 'loginext', 'mdelivery', 'subplace', 'saladin'], {
    description:
      '`native` makes an API key. `loginext` takes a user name and a password. `mdelivery` makes a bearer token, or ' +
      'takes the client certificate that MDelivery shows. `subplace` makes a key with its secret. `saladin` makes a ' +
      'token, or takes one.',
  }),
  label: Text(255, { description: 'Shown in lists and as the actor of what is done with it.' }),
  userName: Maybe(Text(255)),
  password: Maybe(Type.String({ minLength: 8, maxLength: 128 })),
  certificate: Maybe(Text(16_384, { description: 'PEM of the client certificate.' })),
  fingerprint: Maybe(
    Type.String({
      pattern: '^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$',
      description: 'SHA-256 of the client certificate, in its place: hex, with colons or without.',
    }),
  ),
  encryption: Maybe(Type.Boolean({ description: 'Bodies have to be encrypted, too: an encryption key is made.' })),
  token: Maybe(
    Type.String({
      pattern: '^[\\x21-\\x7e]{16,255}$',
      description: 'The api_token_key that the partner has already.',
    }),
  ),
});
export type NewCredential = Static<typeof NewCredential>;

export const CredentialWithSecret = Strict(
  {
    id: Id,
    dialect: Type.String(),
    label: Type.String(),
    secret: Nullable(
      Type.String({ description: 'The API key, bearer token, signing secret or token. It is shown only now.' }),
    ),
    key: Type.Optional(Type.String({ description: 'What signed bodies name their secret by.' })),
    encryptionKey: Type.Optional(Nullable(Type.String({ description: 'Base64 of 32 bytes. It is shown only now.' }))),
  },
  { $id: 'CredentialWithSecret' },
);
export type CredentialWithSecret = Static<typeof CredentialWithSecret>;

export const Credential = Strict(
  { id: Id, dialect: Type.String(), label: Type.String(), createdAt: Instant, revokedAt: Nullable(Instant) },
  { $id: 'Credential' },
);
export type Credential = Static<typeof Credential>;
