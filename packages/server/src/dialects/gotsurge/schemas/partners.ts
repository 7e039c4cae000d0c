/** A partner's application, as it is shown to its owner. */
import { Type, type Static } from 'typebox';

export const Signature = Type.Object({
  signature: Type.String({
    description: 'Base64 of `client_key:secret_key`, in either alphabet, or its bytes in lower-case hexadecimal.',
  }),
});

export const PartnerDetail = Type.Object({
  id: Type.String(),
  client_key: Type.String(),
  secret_key: Type.String(),
  webhook_url: Type.String({ description: 'Empty where none is registered.' }),
  name: Type.String(),
  created_at: Type.String({ format: 'date-time' }),
  updated_by: Type.String({ description: 'Who registered it, or changed it last.' }),
  updated_at: Type.String({ format: 'date-time' }),
});
export type PartnerDetail = Static<typeof PartnerDetail>;
