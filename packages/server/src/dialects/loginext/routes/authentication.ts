/** Authenticate and Invalidate: the pair of tokens that every other call carries. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { createGuessLimit } from '../../../lib/guess-limit.ts';
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
  const guesses = createGuessLimit(() => deps.now().getTime());

  app.post(
    '/LoginApp/login/authenticate',
    {
      config: { rateLimit: { max: 20, timeWindow: '1 minute', keyGenerator: ({ ip }) => `login:${ip}` } },
      schema: {
        operationId: 'authenticate',
        summary: 'Authenticate',
        tags: ['authentication'],
        security: [],
        description: 'The session token and the key come in the headers; both live for 24 hours.',
        body: describeFields(login),
        response: { '2xx': PlainEnvelope, '4xx': PlainEnvelope, '5xx': PlainEnvelope },
      },
    },
    async (request, reply) => {
      const { values, faults } = readFields(request.body, login);
      const { userName, password } = values;
      if (faults.length > 0 || userName === undefined || password === undefined) throw new ElementRefused(400, faults);
      const wait = guesses.wait(userName, request.ip);
      if (wait > 0) {
        void reply.header('retry-after', String(Math.ceil(wait / 1000)));
        throw new DomainError('too_many_requests', 'Too many wrong passwords');
      }
      try {
        setTokens(reply, await signIn(deps, 'loginext', { userName, password }));
      } catch (error) {
        if (error instanceof DomainError && error.code === 'unauthenticated') guesses.failed(userName);
        throw error;
      }
      guesses.succeeded(userName, request.ip);
      return success;
    },
  );

  app.get(
    '/LoginApp/login/token/refresh',
    {
      schema: {
        operationId: 'invalidate',
        tags: ['authentication'],
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
