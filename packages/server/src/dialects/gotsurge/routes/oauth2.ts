/** GotSurge's names in front of the authorization server: authorize, token, refresh. */
import { Type } from 'typebox';
import { chooseField, keyNames } from '../choose-field.ts';
import { toUtc } from '../mapping.ts';
import { Authorize, CodeExchange, CodeExchanged, Refresh, Refreshed } from '../schemas/oauth2.ts';
import { refusals } from '../schemas/refusal.ts';
import { createThrottle } from '../throttle.ts';
import type { Register } from './app.ts';

const tags = ['oauth2'];

export const oauth2: Register = async (app, deps) => {
  const exchanges = await createThrottle(app, 'token');
  const refreshes = await createThrottle(app, 'refresh');

  app.get(
    '/oauth2/auth',
    {
      schema: {
        operationId: 'authorize',
        summary: 'Leads a browser to sign-in and consent, and from there to the app with `code` and `state`.',
        description: 'A refusal comes back as `error=access_denied`.',
        tags,
        security: [],
        querystring: Authorize,
        response: { 303: Type.Null({ description: 'To the sign-in page.' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const clientKey = chooseField(query, keyNames);
      const redirectUrl = chooseField(query, ['redirect_url', 'redirect_uri']);
      const url = deps.authorizationServer.classicUrl({ clientKey, redirectUrl, state: query.state ?? null });
      return reply.redirect(url, 303);
    },
  );

  app.post(
    '/oauth2/token',
    {
      schema: {
        operationId: 'exchangeToken',
        mayRefuse: [401],
        summary: 'Exchanges a code for a bearer token.',
        tags,
        security: [],
        body: CodeExchange,
        response: { 200: CodeExchanged, ...refusals },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const clientKey = chooseField(body, keyNames);
      const secretKey = chooseField(body, ['secret_key', 'client_secret']);
      await exchanges(request, reply, clientKey);
      const tokens = await deps.authorizationServer.exchange({ clientKey, secretKey, code: body.code });
      return {
        bearer_token: tokens.bearerToken,
        refresh_token: tokens.refreshToken,
        server_time: toUtc(deps.now()),
      };
    },
  );

  app.post(
    '/oauth2/refresh',
    {
      schema: {
        operationId: 'refreshToken',
        mayRefuse: [401],
        summary: 'Gives another bearer token; the refresh token stays good.',
        tags,
        security: [],
        body: Refresh,
        response: { 200: Refreshed, ...refusals },
      },
    },
    async (request, reply) => {
      const clientKey = chooseField(request.body, keyNames);
      await refreshes(request, reply, clientKey);
      const { refresh_token: refreshToken } = request.body;
      const { bearerToken } = await deps.authorizationServer.refresh({ clientKey, refreshToken });
      return { bearer_token: bearerToken };
    },
  );
};
