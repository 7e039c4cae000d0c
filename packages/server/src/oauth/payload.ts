/** What the provider keeps about a thing, locked up. */
import type { AdapterPayload } from 'oidc-provider';
import type { OAuthDeps } from './deps.ts';

/** Without the thing's own secret name, but for a session: it is also found by another, and has to be ended by its own. */
export function sealPayload({ secrets }: Pick<OAuthDeps, 'secrets'>, payload: AdapterPayload): Buffer {
  const { jti, ...rest } = payload;
  return secrets.seal(JSON.stringify(payload.kind === 'Session' ? { ...rest, jti } : rest));
}

export function openPayload({ secrets }: Pick<OAuthDeps, 'secrets'>, sealed: Buffer): AdapterPayload {
  // sealed by sealPayload and by nobody else: the box proves it
  return JSON.parse(secrets.open(sealed)) as AdapterPayload;
}
