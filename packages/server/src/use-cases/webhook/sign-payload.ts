/** Signs what an endpoint is told inside the body, as its dialect documents it; the same bytes go out on every try. */
import { bodySchemes } from '../../lib/body-signature.ts';
import type { Listener } from '../../store/webhook-health.ts';
import type { Deps } from '../deps.ts';

type Payload = Readonly<Record<string, unknown>>;

/** With its signature in front; an empty one where the account has no key to sign with. */
export function signPayload(
  { secrets }: Pick<Deps, 'secrets'>,
  { signing }: Pick<Listener, 'signing'>,
  body: Payload,
): Payload {
  // a token that signs single fields cannot sign a body
  if (signing === null || signing.scheme === 'md5-concat') return { signature: '', ...body };
  return { signature: bodySchemes[signing.scheme](body, secrets.open(signing.sealedSecret)), ...body };
}
