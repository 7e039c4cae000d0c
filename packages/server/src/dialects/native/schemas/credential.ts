/** Credentials: how an account's systems sign in. */
import { Type, type Static } from 'typebox';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

export const NewCredential = Strict({
  dialect: OneOf(['native', 'loginext'], {
    description: '`native` makes an API key. `loginext` takes a user name and a password.',
  }),
  label: Text(255, { description: 'Shown in lists and as the actor of what is done with it.' }),
  userName: Maybe(Text(255)),
  password: Maybe(Type.String({ minLength: 8, maxLength: 128 })),
});
export type NewCredential = Static<typeof NewCredential>;

export const CredentialWithSecret = Strict(
  {
    id: Id,
    dialect: Type.String(),
    label: Type.String(),
    secret: Nullable(Type.String({ description: 'The API key. It is shown only now.' })),
  },
  { $id: 'CredentialWithSecret' },
);
export type CredentialWithSecret = Static<typeof CredentialWithSecret>;

export const Credential = Strict(
  { id: Id, dialect: Type.String(), label: Type.String(), createdAt: Instant, revokedAt: Nullable(Instant) },
  { $id: 'Credential' },
);
export type Credential = Static<typeof Credential>;
