/** GotSurge's Partnership API under /gotsurge: routes, sign-in, errors and webhooks. */
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Dialect } from '../dialect.ts';
import { authenticate } from './auth.ts';
import { handleError, handleNotFound } from './errors.ts';
import { webhooks } from './events.ts';
import { describeRoutes, openApi } from './openapi.ts';
import { limitRate } from './rate-limit.ts';
import { guarded, open } from './routes/groups.ts';
import { tidyIds } from './tidy-ids.ts';
import { tell } from './webhook.ts';

export const gotsurge: Dialect = {
  name: 'gotsurge',
  prefix: '/gotsurge',
  webhooks,
  tell,
  plugin: (deps) => async (plain) => {
    const app = plain.withTypeProvider<TypeBoxTypeProvider>();
    // strict for bodies; numbers in a query are read from their text
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.setErrorHandler(handleError);
    app.setNotFoundHandler(handleNotFound);
    await describeRoutes(app);
    openApi(app);
    await app.register(async (page) => {
      for (const register of open) await register(page, deps);
    });
    await app.register(async (signedIn) => {
      authenticate(signedIn, deps);
      await limitRate(signedIn);
      tidyIds(signedIn);
      for (const register of guarded) await register(signedIn, deps);
    });
  },
};
