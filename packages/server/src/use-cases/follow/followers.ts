/** Every follower, by hand. */
import { carrierDeliveries } from './carrier-deliveries.ts';
import type { Follower } from './follower.ts';
import { publicChanges } from './public-changes.ts';

export const followers: readonly Follower[] = [publicChanges, carrierDeliveries];
