/** What a provider's system knows us by, sealed and opened. */
import type { Provider, ProviderSecret } from '../../domain/provider/provider.ts';
import type { PartnerTls } from '../../lib/egress/partner-agents.ts';
import { findProviderSecret } from '../../store/provider.ts';
import type { Deps } from '../deps.ts';

export interface Introduction {
  /** Null: the client certificate says who we are. */
  readonly bearer: string | null;
  /** Null: no certificate of ours, and the public authorities. */
  readonly tls: PartnerTls | null;
}

export function sealSecret({ secrets }: Pick<Deps, 'secrets'>, secret: ProviderSecret): Buffer {
  return secrets.seal(JSON.stringify(secret));
}

/** How we meet the provider; one without a secret is met as a stranger. */
export async function introduceTo({ db, secrets }: Pick<Deps, 'db' | 'secrets'>, provider: Provider): Promise<Introduction> {
  const { accountId, id, version, trustedCa } = provider;
  const sealed = await findProviderSecret(db.of(accountId), accountId, id);
  const secret = sealed && (JSON.parse(secrets.open(sealed)) as ProviderSecret); // of sealSecret
  const { certificate, key } = secret?.kind === 'certificate' ? secret : { certificate: null, key: null };
  const plain = certificate === null && trustedCa === null;
  return {
    bearer: secret?.kind === 'bearer' ? secret.token : null,
    tls: plain ? null : { partner: `provider ${id}`, version, certificate, key, trustedCa },
  };
} // prettier-ignore
