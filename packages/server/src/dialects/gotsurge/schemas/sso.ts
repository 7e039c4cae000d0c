/** Single sign-on: what a partner's page exchanges, and the query of the sign-in page. */
import { Type, type Static } from 'typebox';

export const SsoExchange = Type.Object({
  session_id: Type.String({ minLength: 1, maxLength: 100, description: 'What the page was told; it works once, for a minute.' }), // prettier-ignore
});
export type SsoExchange = Static<typeof SsoExchange>;

export const SsoExchanged = Type.Object({
  bearer_token: Type.String({ description: 'Good for 30 days.' }),
  refresh_token: Type.String({ description: 'Good for a year; it stays the same.' }),
  user: Type.Object({
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    org_id: Type.String(),
  }),
});
export type SsoExchanged = Static<typeof SsoExchanged>;

export const SsoLogin = Type.Object({
  client_key: Type.Optional(Type.String({ maxLength: 255 })),
  client_id: Type.Optional(Type.String({ maxLength: 255 })),
});
export type SsoLogin = Static<typeof SsoLogin>;
