/** SUBPLACE's Biz Partner API under /subplace: orders of subscriptions, their deliveries and bills, for partners. */
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Dialect } from '../dialect.ts';
import { authenticate } from './auth.ts';
import { handleError, handleNotFound } from './errors.ts';
import { tell, webhooks } from './events.ts';
import { describeRoutes, openApi } from './openapi.ts';
import { limitRate } from './rate-limit.ts';
import { groups } from './routes/groups.ts';

export const subplace: Dialect = {
  name: 'subplace',
  prefix: '/subplace',
  webhooks,
  tell,
  plugin: (deps) => async (plain) => {
    const app = plain.withTypeProvider<TypeBoxTypeProvider>();
    // strict for types; fields that nobody documented are signed and not looked at
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.setErrorHandler(handleError);
    app.setNotFoundHandler(handleNotFound);
    await describeRoutes(app);
    openApi(app);
    await app.register(async (signed) => {
      authenticate(signed, deps);
      await limitRate(signed);
      for (const register of groups) await register(signed, deps);
    });
  },
};
