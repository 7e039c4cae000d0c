/** LogiNext's API under /loginext: routes, sign-in, errors and webhooks. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync } from 'fastify';
import type { Deps } from '../../use-cases/deps.ts';
import type { Dialect } from '../dialect.ts';
import { requireSession } from './auth.ts';
import { handleError, handleNotFound } from './errors.ts';
import { tell, webhooks } from './events.ts';
import { describeRoutes, openApi } from './openapi.ts';
import { keyOf, mostOf, windowOf } from './rate-tiers.ts';
import { compileValidator } from './route.ts';
import { authenticationRoutes } from './routes/authentication.ts';
import { assignRoutes } from './routes/assign.ts';
import { deliveryMediumRoutes } from './routes/delivery-media.ts';
import { geocodeRoutes } from './routes/geocode.ts';
import { driverRoutes } from './routes/haul/drivers.ts';
import { haulLocationRoutes } from './routes/haul/locations.ts';
import { haulPositionRoutes } from './routes/haul/positions.ts';
import { trackerRoutes } from './routes/haul/trackers.ts';
import { haulTripRoutes } from './routes/haul/trips.ts';
import { vehicleRoutes } from './routes/haul/vehicles.ts';
import { epodRoutes } from './routes/epod.ts';
import { onDemandRoutes } from './routes/ondemand.ts';
import { orderStatusRoutes } from './routes/order-status.ts';
import { orderRoutes } from './routes/orders.ts';
import { planRoutes } from './routes/plan.ts';
import { trackingPageRoutes, trackingStateRoutes } from './routes/tracking-page.ts';
import { trackingRoutes } from './routes/tracking.ts';
import { tripRoutes } from './routes/trips.ts';

export const loginext: Dialect = { name: 'loginext', prefix: '/loginext', plugin, webhooks, tell };

function plugin(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.decorateRequest('loginext', null);
    app.setValidatorCompiler(compileValidator);
    app.setErrorHandler(handleError);
    app.setNotFoundHandler(handleNotFound);
    await app.register(rateLimit, {
      hook: 'preHandler',
      timeWindow: windowOf,
      keyGenerator: keyOf,
      max: mostOf,
      errorResponseBuilder: () => new LimitReached(),
    });
    await describeRoutes(app);
    openApi(app);
    authenticationRoutes(app, deps);
    trackingPageRoutes(app);
    await app.register(async (page) => trackingStateRoutes(page, deps));
    await app.register(async (signedIn) => {
      signedIn.addHook('onRequest', requireSession(deps));
      orderRoutes(signedIn, deps);
      orderStatusRoutes(signedIn, deps);
      onDemandRoutes(signedIn, deps);
      tripRoutes(signedIn, deps);
      trackingRoutes(signedIn, deps);
      deliveryMediumRoutes(signedIn, deps);
      geocodeRoutes(signedIn, deps);
      vehicleRoutes(signedIn, deps);
      driverRoutes(signedIn, deps);
      trackerRoutes(signedIn, deps);
      haulTripRoutes(signedIn, deps);
      haulLocationRoutes(signedIn, deps);
      haulPositionRoutes(signedIn, deps);
      epodRoutes(signedIn, deps);
      planRoutes(signedIn, deps);
      assignRoutes(signedIn, deps);
    });
  };
}

/** Thrown by the rate limit; the error handler gives it LogiNext's words. */
class LimitReached extends Error {
  readonly statusCode = 429;
}
