/** Single sign-on: the exchange of a session that the sign-in page gave to a partner's page. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { exchangeSsoSession, isSsoOrigin } from '../../../use-cases/partner/sso.ts';
import { refusals } from '../schemas/refusal.ts';
import { SsoExchange, SsoExchanged } from '../schemas/sso.ts';
import { createThrottle } from '../throttle.ts';
import type { Register } from './app.ts';
import { ssoPages } from './sso-login.ts';

const path = '/platform/sso/token';

export const sso: Register = async (app, deps) => {
  const exchanges = await createThrottle(app, 'sso');
  const looks = await createThrottle(app, 'sso preflight');

  /** Pages of partners may read the answer, and nobody else's. */
  async function allowOrigin({ headers: { origin } }: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    void reply.header('vary', 'Origin');
    if (origin === undefined || origin.length > 255 || !(await isSsoOrigin(deps, origin))) return false;
    void reply.header('access-control-allow-origin', origin);
    return true;
  }

  app.options(path, { schema: { hide: true, response: { 204: Type.Null(), ...refusals } } }, async (request, reply) => {
    await looks(request, reply);
    if (await allowOrigin(request, reply)) {
      void reply.headers({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
      });
    }
    return reply.code(204).send(null);
  });

  app.post(
    path,
    {
      onRequest: async (request, reply) => {
        await exchanges(request, reply);
        if (request.headers.origin !== undefined) await allowOrigin(request, reply);
      },
      schema: {
        operationId: 'exchangeSsoSession',
        mayRefuse: [401],
        summary: 'Exchanges a session of the sign-in page for a bearer token.',
        description: 'A session that comes twice ends what it gave.',
        tags: ['oauth2'],
        security: [],
        body: SsoExchange,
        response: { 200: SsoExchanged, ...refusals },
      },
    },
    async (request) => {
      const { bearerToken, refreshToken, member } = await exchangeSsoSession(deps, request.body.session_id);
      return {
        bearer_token: bearerToken,
        refresh_token: refreshToken,
        user: {
          id: member.id,
          email: member.email,
          name: member.name,
          roles: [...member.roles],
          org_id: member.organisationId,
        },
      };
    },
  );

  await app.register(async (pages) => ssoPages(pages, deps));
};
