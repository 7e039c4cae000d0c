/**
 * MDelivery under /mdelivery. Its three operations over our own deliveries, as REST and as SOAP, so that it can call us;
 * and MDelivery itself: the receiver's pages, and what MPay asks.
 */
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Dialect } from '../dialect.ts';
import { authenticate } from './auth.ts';
import { calls } from './client/index.ts';
import { handleError, handleNotFound } from './errors.ts';
import { tell, webhooks } from './events.ts';
import { describeRoutes, openApi } from './openapi.ts';
import { limitRate } from './rate-limit.ts';
import { guarded, open } from './routes/groups.ts';

export const mdelivery: Dialect = {
  name: 'mdelivery',
  prefix: '/mdelivery',
  webhooks,
  tell,
  calls,
  plugin: (deps) => async (plain) => {
    const app = plain.withTypeProvider<TypeBoxTypeProvider>();
    // strict for bodies; what a body holds beside its schema is not looked at
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.setErrorHandler(handleError);
    app.setNotFoundHandler(handleNotFound);
    await describeRoutes(app);
    openApi(app);
    for (const register of open) await app.register(async (group) => register(group, deps));
    await app.register(async (signedIn) => {
      authenticate(signedIn, deps);
      await limitRate(signedIn);
      for (const register of guarded) await register(signedIn, deps);
    });
  },
};
