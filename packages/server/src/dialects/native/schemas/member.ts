/** Members: the people of organisations, who sign in on our pages and let apps act in their name. */
import { Type, type Static } from 'typebox';
import { roles } from '../../../domain/partner/roles.ts';
import { pageFields } from './page.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

export const MemberPatch = Type.Object(
  {
    roles: Type.Optional(Type.Array(OneOf(roles), { minItems: 1, maxItems: roles.length, uniqueItems: true })),
    disabled: Type.Optional(
      Type.Boolean({ description: 'True: nobody signs in as this member, and no app speaks for it; false: again.' }),
    ),
    password: Type.Optional(
      Type.String({ minLength: 8, maxLength: 256, description: 'For one who has lost theirs. It is never shown.' }),
    ),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);
export type MemberPatch = Static<typeof MemberPatch>;

export const Member = Strict(
  {
    id: Id,
    version: Type.Integer(),
    organisationId: Id,
    businessName: Type.String(),
    email: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    createdAt: Instant,
    disabledAt: Nullable(Instant),
  },
  { $id: 'Member' },
);
export type Member = Static<typeof Member>;

export const MemberQuery = Strict({ ...pageFields, organisationId: Type.Optional(Id) });
