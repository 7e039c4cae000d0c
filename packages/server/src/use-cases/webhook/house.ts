/** What the webhook verbs need of the house, and the house itself as a caller: our own jobs act for every account at once. */
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type WebhookDeps = Pick<Deps, 'db' | 'log' | 'newId' | 'now' | 'secrets' | 'settings' | 'voices'>;

export const house: Caller = { accountId: '', actor: 'waybill', credentialId: null };
