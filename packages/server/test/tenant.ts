/** A tenant of its own for a test: an account with an API key of the native dialect, signed in. */

import { defaultSettings } from '../src/domain/account/account.ts';
import type { Account, AccountSettings } from '../src/domain/account/account.ts';
import { newId } from '../src/lib/new-id.ts';
import { insertAccount } from '../src/store/account.ts';
import { authenticateKey } from '../src/use-cases/account/authenticate.ts';
import { createApiKey } from '../src/use-cases/account/manage-credentials.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import type { Identity } from '../src/use-cases/identity.ts';

export type Tenant = {
  readonly account: Account;
  /** Who the key signs in. */
  readonly identity: Identity;
  /** For `Authorization: Bearer …` of the native API. */
  readonly key: string;
};

export type TenantOptions = { readonly name?: string; readonly settings?: Partial<AccountSettings> };

/** Without a rate that a quick test would run into, unless it asks for one. */
export const makeTenant = async (
  deps: Deps,
  { name = 'tenant', settings = {} }: TenantOptions = {},
): Promise<Tenant> => {
  const account: Account = {
    id: newId(),
    name,
    currency: 'INR',
    timeZone: 'Asia/Kolkata',
    settings: { ...defaultSettings, requestsPerSecond: 100_000, ...settings },
  };
  await insertAccount(deps.db.house, account);
  const maker = { accountId: account.id, actor: 'test', credentialId: null };
  const { secret } = await createApiKey(deps, maker, { dialect: 'native', label: `${name}’s key` });
  return { account, key: secret, identity: await authenticateKey(deps, 'native', secret) };
};
