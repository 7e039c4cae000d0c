/** Delivery insurance for SMEs: under /saladin we are the insurer, whose policies partners submit, track and cancel; `calls` asks other insurers. */
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Dialect } from '../dialect.ts';
import { calls } from './client/index.ts';
import { handleError, handleNotFound } from './errors.ts';
import { tell, webhooks } from './events.ts';
import { describeRoutes, openApi } from './openapi.ts';
import { limitAddresses, limitPartners } from './rate-limit.ts';
import { open, signed } from './routes/groups.ts';

/** Requests of one address to one operation, a second: a partner's whole system may stand behind it. */
const most = 100;
const second = 1000;

export const saladin: Dialect = {
  name: 'saladin',
  prefix: '/saladin',
  webhooks,
  tell,
  calls,
  plugin: (deps) => async (plain) => {
    const app = plain.withTypeProvider<TypeBoxTypeProvider>();
    // strict for types; fields that nobody documented are not looked at
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.setErrorHandler(handleError);
    app.setNotFoundHandler(handleNotFound);
    await describeRoutes(app);
    openApi(app);
    for (const register of open) await app.register(async (group) => register(group, deps));
    await app.register(async (group) => {
      await limitAddresses(group, most, second);
      await limitPartners(group);
      for (const register of signed) await register(group, deps);
    });
  },
};
