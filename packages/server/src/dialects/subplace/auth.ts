/**
 * Who sends a request: whoever has signed its body with the secret of the key that it names, chapter "Security Signature".
 * Where the account demands it, the body is encrypted as well, chapter "Request Body Encryption".
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, invalid } from '../../domain/errors.ts';
import { bodySchemes, isSignature } from '../../lib/body-signature.ts';
import { openRequest } from '../../use-cases/account/open-request.ts';
import { findSigningKey, type SigningKey } from '../../use-cases/account/signing-keys.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';

/** Name of the dialect's credentials. */
const name = 'subplace';

type Body = Readonly<Record<string, unknown>>;
type ParseJson = (body: Buffer) => unknown;

/** Every route of the app needs a caller. The body says who it is, so it has been read by then, and not yet validated. */
export function authenticate(app: FastifyInstance, deps: Deps): void {
  const parseJson = app.getDecorator<ParseJson>('parseJson');
  app.decorateRequest('identity');
  app.addHook('preValidation', async (request) => {
    const { identity, body } = await readSigned(deps, request.body, parseJson);
    request.setDecorator('identity', identity);
    request.body = body;
  });
}

export function identityOf(request: FastifyRequest): Identity {
  return request.getDecorator<Identity>('identity');
}

/**
 * The body as it was before it was encrypted, and whose it is.
 * @throws DomainError `bad_signature`, with one message whatever is wrong; `encryption_required` for a plain body that is
 *   rightly signed
 */
async function readSigned(
  deps: Deps,
  sent: unknown,
  parseJson: ParseJson,
): Promise<{ readonly identity: Identity; readonly body: Body }> {
  const outer = toBody(sent);
  const { key: named, data } = outer;
  if (typeof named !== 'string') throw wrong();
  const key = await findSigningKey(deps, name, named);
  const isSealed = typeof data === 'string' && outer['signature'] === undefined;
  const body = isSealed ? toBody(parseJson(await openRequest(deps, key, { name: named, data }))) : outer;
  if (body['key'] !== named || !isSigned(body, key)) throw wrong();
  if (!isSealed && key.encryptionRequired)
    throw new DomainError('encryption_required', 'The account demands encrypted bodies.');
  return { identity: key.identity, body };
}

function isSigned(body: Body, { scheme, secret }: SigningKey): boolean {
  // a token that signs single fields signs no body
  return scheme !== 'md5-concat' && isSignature(body['signature'], bodySchemes[scheme](body, secret));
}

function toBody(value: unknown): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('', 'The body must be an object.'); // prettier-ignore
  // JSON of strings to anything
  return value as Body;
}

function wrong(): DomainError {
  return new DomainError('bad_signature', 'The signature is wrong.');
}
