/** A partner's app as the provider wants to hear of it: OAuth's client metadata (RFC 7591, 2). */
import type { ClientMetadata } from 'oidc-provider';
import type { StoredPartnerApp } from '../store/partner-app.ts';
import type { OAuthDeps } from './deps.ts';

/** A field of ours in the metadata: whose the app is. */
export const accountField = 'waybill_account_id';

/** A public app, which can keep no secret, proves itself by PKCE alone. */
export function toClientMetadata({ secrets }: Pick<OAuthDeps, 'secrets'>, app: StoredPartnerApp): ClientMetadata {
  const { sealedSecret } = app;
  return {
    client_id: app.clientKey,
    client_name: app.name,
    ...(sealedSecret && { client_secret: secrets.open(sealedSecret) }),
    token_endpoint_auth_method: sealedSecret ? 'client_secret_basic' : 'none',
    redirect_uris: [...app.redirectUrls],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: app.native ? 'native' : 'web',
    id_token_signed_response_alg: 'EdDSA',
    [accountField]: app.accountId,
  };
}
