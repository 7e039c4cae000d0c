/** Signs bodies as partners do whose dialect wants the signature inside. */
import { bodySchemes, signConcatenated } from '../src/lib/body-signature.ts';

type Body = Readonly<Record<string, unknown>>;

/** What a partner of each such dialect has. */
export interface BodySecrets {
  readonly subplace: { readonly key: string; readonly secret: string };
  readonly saladin: { readonly secret: string };
}
export type SignedInside = keyof BodySecrets;

/** Premium of every policy in tests: bodies that carry none are signed with it. */
const premium = '15000';

const signers: { readonly [K in SignedInside]: (body: Body, secrets: BodySecrets[K]) => Body } = {
  subplace: ({ signature: _old, ...fields }, { key, secret }) => {
    const body = { ...fields, key };
    return { ...body, signature: bodySchemes['hmac-sha256-sorted'](body, secret) };
  },
  saladin: (body, { secret }) => {
    const parts = [body['tracking_number'], body['premium_amount'] ?? premium].map((part) => String(part));
    return { ...body, signature: signConcatenated(secret, ...parts) };
  },
};

export function signsInside(name: string): name is SignedInside {
  return name in signers;
}

/** An object with its signature; what is none stays as it is. */
export function signBody(name: SignedInside, body: unknown, secrets: BodySecrets): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  // an object of a test's or of JSON
  const fields = body as Body;
  return name === 'subplace' ? signers.subplace(fields, secrets.subplace) : signers.saladin(fields, secrets.saladin);
}
