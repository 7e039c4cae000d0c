/** What an account may give as the address of a partner's system. */
import { invalid } from '../../domain/errors.ts';
import type { Deps } from '../deps.ts';
import { assertUrl } from '../webhook/endpoint-rules.ts';

export const isPlain = (baseUrl: string): boolean => !baseUrl.toLowerCase().startsWith('https:');

/**
 * What we are known by is not sent in the clear, but where private addresses are open: in development.
 * @throws DomainError `invalid_input`, `url_refused`
 */
export function assertBaseUrl(deps: Pick<Deps, 'settings'>, baseUrl: string): void {
  assertUrl(deps, baseUrl, 'baseUrl');
  if (isPlain(baseUrl) && !deps.settings.privateUrls) throw invalid('baseUrl', 'The address must begin with https://.');
  if (/[?#]/.test(baseUrl)) throw invalid('baseUrl', 'Paths are added to the address: it ends without ? and #.');
}
