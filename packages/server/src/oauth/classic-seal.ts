/** Proves that an authorization request without PKCE came through a dialect's door, and not around it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OAuthDeps } from './deps.ts';

export interface ClassicRequest {
  readonly clientKey: string;
  readonly redirectUrl: string;
  readonly state: string | null;
}

/** Bound to all that such a request can say, so that it opens no other. */
export function sealClassic({ secrets }: Pick<OAuthDeps, 'secrets'>, request: ClassicRequest): string {
  const { clientKey, redirectUrl, state } = request;
  // as JSON, so that no two requests read the same
  const text = JSON.stringify([clientKey, redirectUrl, state]);
  return createHmac('sha256', secrets.derive('oauth door')).update(text).digest('base64url');
}

export function isClassicSeal(deps: Pick<OAuthDeps, 'secrets'>, request: ClassicRequest, seal: unknown): boolean {
  const right = Buffer.from(sealClassic(deps, request));
  const given = Buffer.from(typeof seal === 'string' ? seal : '');
  return right.length === given.length && timingSafeEqual(right, given);
}
