/** What an account may ask of a webhook endpoint. */
import { randomBytes } from 'node:crypto';
import { DomainError, invalid } from '../../domain/errors.ts';
import { checkUrl, UrlRefused } from '../../lib/egress/check-url.ts';
import type { Deps } from '../deps.ts';

/** Standard Webhooks asks for 24 to 64 bytes. */
const secretBytes = 32;

export function newSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`;
}

/** @param path the field that the URL came in. @throws DomainError `url_refused` */
export function assertUrl(deps: Pick<Deps, 'settings'>, url: string, path = 'url'): void {
  try {
    checkUrl(url, deps.settings);
  } catch (cause) {
    if (!(cause instanceof UrlRefused)) throw cause;
    throw new DomainError('url_refused', cause.message, [{ path, message: cause.message }]);
  }
}

/**
 * @param events null for every webhook of the dialect.
 * @throws DomainError `invalid_input`
 */
export function assertEvents(
  deps: Pick<Deps, 'voices'>,
  { dialect, events }: { readonly dialect: string; readonly events: readonly string[] | null },
): void {
  const voice = deps.voices.get(dialect);
  if (!voice) throw invalid('dialect', `There is no dialect “${dialect}”.`);
  if (events === null) return;
  if (events.length === 0) throw invalid('events', 'Name at least one event, or none at all for every event.');
  const unknown = events.filter((event) => !voice.webhooks.includes(event));
  if (unknown.length > 0) {
    const names = unknown.map((event) => `“${event}”`).join(', ');
    throw invalid('events', `The dialect ${dialect} has no event ${names}.`);
  }
}
