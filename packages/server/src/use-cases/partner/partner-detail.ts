/** Shows a partner its own application, for the key and the secret that it proves itself by. */
import { timingSafeEqual } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { sha256 } from '../../lib/hash.ts';
import { findPartnerDetail } from '../../store/partner-detail.ts';
import { findEndpoint } from '../../store/webhook-endpoint.ts';
import type { Deps } from '../deps.ts';

export interface PartnerDetail {
  readonly id: string;
  readonly clientKey: string;
  readonly secretKey: string;
  /** Null: none is registered, or it was deleted. */
  readonly webhookUrl: string | null;
  readonly name: string;
  readonly createdAt: Date;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/** Of all keys that can be: printable ASCII without the colon, which parts it from the secret. */
const possible = /^[\x21-\x39\x3b-\x7e]{8,255}$/;

/**
 * An unknown key and a wrong secret are refused in the same words.
 * @throws DomainError `unauthenticated`; a public app has no secret to prove itself by, and is refused too
 */
export async function partnerDetail(
  deps: Pick<Deps, 'db' | 'secrets'>,
  { clientKey, secretKey }: { readonly clientKey: string; readonly secretKey: string },
): Promise<PartnerDetail> {
  const app = possible.test(clientKey) ? await findPartnerDetail(deps.db.anyone, clientKey) : null;
  const secret = app?.sealedSecret ? deps.secrets.open(app.sealedSecret) : null;
  if (!app || secret === null || !timingSafeEqual(sha256(secret), sha256(secretKey))) {
    throw new DomainError('unauthenticated', 'The client key or its secret is wrong.');
  }
  const { accountId, webhookEndpointId: endpointId } = app;
  const endpoint = endpointId && (await findEndpoint(deps.db.of(accountId), accountId, endpointId));
  return {
    id: app.id,
    clientKey: app.clientKey,
    secretKey: secret,
    webhookUrl: endpoint ? endpoint.url : null,
    name: app.name,
    createdAt: app.createdAt,
    updatedBy: app.updatedBy,
    updatedAt: app.updatedAt,
  };
}
