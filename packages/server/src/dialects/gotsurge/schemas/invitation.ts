/** Invitations of people: what is asked, and the page that a link leads to. */
import { Type, type Static } from 'typebox';
import { Refusal } from './refusal.ts';

const Email = Type.String({ maxLength: 1000 });

/** The document has lost what stands in `user`; later ones have one address in one place, and a list in another. */
export const InvitationRequest = Type.Object({
  user: Type.Object({
    email: Type.Optional(Email),
    emails: Type.Optional(
      Type.Array(Email, { minItems: 1, maxItems: 20, description: 'Beside email, or in its place.' }),
    ),
    org_id: Type.String({ maxLength: 100, description: 'The platform’s own, or one that it looks after.' }),
    role_id: Type.String({ maxLength: 100, description: 'Of List Roles.' }),
  }),
});
export type InvitationRequest = Static<typeof InvitationRequest>;

export const InvitationSent = Type.Object({ message: Type.String() });

export const InvitationParams = Type.Object({ id: Type.String({ description: 'The key in the link of the mail.' }) });

const document = {
  description: 'A page for people.',
  content: { 'text/html': { schema: Type.Unsafe({ type: 'string', contentMediaType: 'text/html' }) } },
};
/** Beyond the web server’s own refusals. */
export const pageAnswers = { '2xx': document, '4xx': document, '5xx': Refusal };
