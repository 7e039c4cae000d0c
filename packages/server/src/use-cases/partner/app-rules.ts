/** What a partner's app may be registered with, and its secrets. */
import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { checkRedirectUrls, checkSsoAddresses } from '../../domain/partner/app-addresses.ts';
import { findPlatform } from '../../store/platform.ts';
import type { RegisteredApp } from '../../store/registered-app.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import { assertUrl } from '../webhook/endpoint-rules.ts';

/** In whose words an app hears of its tasks, and of what. */
export const webhookOfApps = { dialect: 'gotsurge', events: ['Task'], contentType: 'json' } as const;

/** GotSurge's client_key: printable, without a colon, which parts it from the secret in a signature. */
export const newClientKey = (): string => `wbp_${randomBytes(18).toString('base64url')}`;

/** GotSurge's secret_key. 256 random bits behind a prefix that leak scanners can look for. */
export const newAppSecret = (): string => `wbs_${randomBytes(32).toString('base64url')}`;

type Addresses = Pick<RegisteredApp, 'redirectUrls' | 'native' | 'sso'> & { readonly webhookUrl: string | null };

/** @throws DomainError `invalid_input`, `url_refused` */
export function checkAddresses(
  deps: Pick<Deps, 'settings'>,
  { redirectUrls, native, sso, webhookUrl }: Addresses,
): void {
  const { privateUrls: anyHttp } = deps.settings;
  checkRedirectUrls(redirectUrls, { native, anyHttp });
  if (sso) checkSsoAddresses(sso, anyHttp);
  if (webhookUrl !== null) assertUrl(deps, webhookUrl, 'webhookUrl');
}

/** @throws DomainError `platform_not_found` */
export async function requirePlatformOf(
  tx: Transaction<DB>,
  { accountId, platformId }: Pick<RegisteredApp, 'accountId' | 'platformId'>,
): Promise<void> {
  if (platformId === null || (await findPlatform(tx, accountId, platformId))) return;
  throw new DomainError('platform_not_found', 'There is no such platform.');
}

export function appNotFound(): DomainError {
  return new DomainError('app_not_found', 'There is no such app.');
}
