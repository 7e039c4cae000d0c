/** Every follower, by hand. */
import { carrierDeliveries } from './carrier-deliveries.ts';
import type { Follower } from './follower.ts';
import { insurer } from './insurer.ts';
import { publicChanges } from './public-changes.ts';
import { subscriptions } from './subscriptions.ts';

export const followers: readonly Follower[] = [publicChanges, carrierDeliveries, subscriptions, insurer];
