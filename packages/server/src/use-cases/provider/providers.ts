/** Providers that an account works with: made, read, changed. */
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import type { Provider, ProviderSecret } from '../../domain/provider/provider.ts';
import {
  countProviders,
  findProvider,
  insertProvider,
  listProviders as selectProviders,
  lockProvider,
  saveProvider,
  saveProviderSecret,
} from '../../store/provider.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { sealSecret } from './open-secret.ts';
import { assertConnection, assertSecret } from './provider-rules.ts';

/** Providers of one account at most. */
const quota = 100;

export interface ProviderDraft extends Pick<Provider, 'code' | 'name' | 'idno' | 'trustedCa' | 'returnOrigins'> {
  readonly baseUrl: string;
  readonly secret: ProviderSecret;
}

/** @throws DomainError `duplicate` (code), `url_refused`, `invalid_input` */
export async function createProvider(
  deps: Deps,
  caller: Caller,
  { secret, ...draft }: ProviderDraft,
): Promise<Provider> {
  const now = deps.now();
  const { accountId } = caller;
  const provider: Provider = { ...draft, accountId, id: deps.newId(), version: 1, own: false, auth: secret.kind, state: 'active', createdAt: now, updatedAt: now }; // prettier-ignore
  assertConnection(deps, provider);
  assertSecret(secret, now);
  return transact(deps, caller, async (tx) => {
    if ((await countProviders(tx, accountId)) >= quota) {
      throw invalid('code', `An account can have ${quota} providers. Pause or change one instead.`);
    }
    if (!(await insertProvider(tx, provider, sealSecret(deps, secret)))) {
      throw duplicate('code', `There is a provider ${draft.code} already.`, 'It is taken.');
    }
    return provider;
  });
}

/** @throws DomainError `provider_not_found` */
export async function getProvider(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<Provider> {
  const provider = await findProvider(deps.db.of(accountId), accountId, id);
  if (!provider) throw noProvider();
  return provider;
}

export async function listProviders(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Provider[]> {
  return selectProviders(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. The code stays: people know the provider by it. */
export type ProviderChange = Partial<
  Pick<Provider, 'name' | 'idno' | 'baseUrl' | 'trustedCa' | 'returnOrigins' | 'state'>
> & { readonly secret?: ProviderSecret };

/**
 * Nobody talks to one that is paused; what waits for it goes out when it is active again.
 * @param version that the client saw; null: any
 * @throws DomainError `provider_not_found`, `version_conflict`, `url_refused`, `invalid_input`
 */
export async function changeProvider(
  deps: Deps,
  caller: Caller,
  { id, version, change }: { readonly id: string; readonly version: number | null; readonly change: ProviderChange },
): Promise<Provider> {
  const { secret, ...fields } = change;
  if (secret) assertSecret(secret, deps.now());
  return transact(deps, caller, async (tx) => {
    const before = await lockProvider(tx, caller.accountId, id);
    if (!before) throw noProvider();
    if (version !== null && version !== before.version) {
      throw new DomainError('version_conflict', `The provider is at version ${before.version}. Read it again.`);
    }
    const auth = secret?.kind ?? before.auth;
    const after = { ...before, ...fields, auth, version: before.version + 1, updatedAt: deps.now() };
    assertConnection(deps, after);
    if (!secret) assertSameHost(before, after);
    await saveProvider(tx, after);
    if (secret) await saveProviderSecret(tx, after, sealSecret(deps, secret));
    return after;
  });
}

/** A token goes to nobody but those whom it was given for. */
function assertSameHost({ auth, baseUrl: before }: Provider, { baseUrl: after }: Provider): void {
  if (auth !== 'bearer' || before === null || after === null) return;
  if (new URL(before).origin !== new URL(after).origin) {
    throw invalid('secret', 'For another host the token has to be given again.');
  }
}

export const noProvider = () => new DomainError('provider_not_found', 'There is no such provider.');
