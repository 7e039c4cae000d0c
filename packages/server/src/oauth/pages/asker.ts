/** Who asks a member for their consent, as a page says it. */
import type { Client } from 'oidc-provider';

export interface Asker {
  readonly name: string;
  /** Where the member is taken afterwards. */
  readonly redirectUrl: string;
  /** The same, as short as a person can judge it. */
  readonly place: string;
}

export function toAsker(client: Client, redirectUrl: string): Asker {
  const { host, protocol } = URL.parse(redirectUrl) ?? { host: '', protocol: '' };
  return { name: client.clientName ?? client.clientId, redirectUrl, place: host === '' ? protocol : host };
}
