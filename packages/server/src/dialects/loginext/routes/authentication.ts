/** Authenticate and Invalidate: the pair of tokens that every other call carries. */
import type { FastifyInstance } from 'fastify';
import { refreshSession } from '../../../use-cases/account/authenticate.ts';
import { signIn } from '../../../use-cases/account/sign-in.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { setTokens, tokensOf } from '../auth.ts';
import { ElementRefused } from '../errors.ts';
import { PlainEnvelope } from '../schemas/envelope.ts';
import { describeFields, mandatory, readFields } from '../schemas/fields.ts';

const login = { userName: mandatory('text', 255), password: mandatory('text', 255) } as const;

const success = { status: 200, message: 'success', data: null, hasError: false } as const;

export function authenticationRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/LoginApp/login/authenticate',
    {
      config: { rateLimit: { max: 20, timeWindow: '1 minute', keyGenerator: ({ ip }) => `login:${ip}` } },
      schema: {
        summary: 'Authenticate',
        description: 'The session token and the key come in the headers; both live for 24 hours.',
        body: describeFields(login),
        response: { '2xx': PlainEnvelope, '4xx': PlainEnvelope, '5xx': PlainEnvelope },
      },
    },
    async (request, reply) => {
      const { values, faults } = readFields(request.body, login);
      const { userName, password } = values;
      if (faults.length > 0 || userName === undefined || password === undefined) throw new ElementRefused(400, faults);
      setTokens(reply, await signIn(deps, 'loginext', { userName, password }));
      return success;
    },
  );

  app.get(
    '/LoginApp/login/token/refresh',
    {
      schema: {
        summary: 'Invalidate: exchanges the pair of tokens for a new one',
        response: { '2xx': PlainEnvelope, '4xx': PlainEnvelope, '5xx': PlainEnvelope },
      },
    },
    async (request, reply) => {
      setTokens(reply, await refreshSession(deps, tokensOf(request)));
      return success;
    },
  );
}
