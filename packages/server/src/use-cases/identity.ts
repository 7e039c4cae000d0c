/** Who signed in: the account, and on whose behalf its use-cases run. */
import type { Account } from '../domain/account/account.ts';
import type { Caller } from './caller.ts';

export interface Identity {
  readonly account: Account;
  readonly caller: Caller;
}
