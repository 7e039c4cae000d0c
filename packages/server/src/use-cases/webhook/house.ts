/** What the webhook verbs need of the house. */
import type { Deps } from '../deps.ts';

export type WebhookDeps = Pick<
  Deps,
  'db' | 'followers' | 'log' | 'newId' | 'now' | 'publicUrl' | 'secrets' | 'settings' | 'voices'
>;
