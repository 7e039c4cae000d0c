/** The native API: the core in its own words, under /v1. */
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { eventTypes } from '../../domain/event/event.ts';
import type { Dialect } from '../dialect.ts';
import { authenticate } from './auth.ts';
import { courierApi } from './courier-api.ts';
import { tell } from './events.ts';
import { native as name } from './name.ts';
import { describeRoutes, openApi } from './openapi.ts';
import { answerError, answerNotFound } from './problem.ts';
import { limitRate } from './rate-limit.ts';
import { resources } from './routes/resources.ts';
import { tidyRequests } from './tidy-request.ts';

export const native: Dialect = {
  name,
  prefix: '/v1',
  webhooks: eventTypes,
  tell,
  plugin: (deps) => async (plain) => {
    const app = plain.withTypeProvider<TypeBoxTypeProvider>();
    // strict for bodies; numbers in a query are read from their text
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.setErrorHandler(answerError);
    app.setNotFoundHandler(answerNotFound);
    await describeRoutes(app);
    openApi(app);
    await app.register(courierApi(deps));
    await app.register(async (guarded) => {
      authenticate(guarded, deps);
      await limitRate(guarded);
      tidyRequests(guarded);
      for (const register of resources) await register(guarded, deps);
    });
  },
};
