/**
 * Requests that an account may make of each operation. The document names no limits; later ones put every operation in a
 * tier: 5 or 10 a second, and a few that are fewer.
 */
import type { FastifyRequest } from 'fastify';

const second = 1000;

/** A share of the account's `requestsPerSecond`, which is 10 where nobody set it, and the milliseconds that it is for. */
interface Tier {
  readonly share: number;
  readonly window: number;
}

/** Tier 1: 5 a second. Nearly every operation is in it, and what later documents no longer have. */
const first: Tier = { share: 0.5, window: second };

/** "Special Tier", by path. Tier 2 has Authenticate alone here, which has limits of its own against guessing. */
const special: Readonly<Record<string, Tier>> = {
  '/TrackingApp/haul/v1/tracking/put': { share: 0.1, window: second },
  '/TripApp/deliveryplanner/v1/plan': { share: 0.1, window: 60 * second },
};

function tierOf({ routeOptions: { url } }: FastifyRequest): Tier {
  return special[(url ?? '').replace(/^\/loginext/, '')] ?? first;
}

export function windowOf(request: FastifyRequest): number {
  return tierOf(request).window;
}

/** At least one, however few an account may make. An address may be that of many: it has what later documents give at most. */
export function mostOf(request: FastifyRequest): number {
  if (!request.loginext) return 10;
  return Math.max(1, Math.floor(request.loginext.account.settings.requestsPerSecond * tierOf(request).share));
}

/** Per account and operation; before anybody signed in, per address. */
export function keyOf({ loginext: identity, ip, method, routeOptions }: FastifyRequest): string {
  return `${identity?.account.id ?? ip}:${method}:${routeOptions.url}`;
}
