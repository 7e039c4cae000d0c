/** A page of what a partner lists. */
import type { SubscriptionView } from '../../domain/subscription/events.ts';

export interface Listed {
  /** All that the filter lets through. */
  readonly total: number;
  /** Of the page, newest first. */
  readonly views: readonly SubscriptionView[];
}
