/** /v1/partner-apps */
import type { Deps } from '../../../use-cases/deps.ts';
import { changeApp } from '../../../use-cases/partner/change-app.ts';
import { revokeApp, rotateAppSecret } from '../../../use-cases/partner/end-app.ts';
import { listApps } from '../../../use-cases/partner/list-apps.ts';
import { getApp, registerApp } from '../../../use-cases/partner/register-app.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch, toEntityTag } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { toAppChange, toAppWithSecrets, toNewApp, toPartnerApp } from '../partner-mapping.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import {
  NewPartnerApp,
  PartnerApp,
  PartnerAppPatch,
  PartnerAppWithSecret,
  PartnerAppWithSecrets,
} from '../schemas/partner-app.ts';
import { ChangeHeaders, IdParams, NoBody, NoParams, NoQuery, Nothing, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['partners'];
const ofOne = { tags, headers: WriteHeaders, params: IdParams, querystring: NoQuery };

export function partnerApps(app: NativeApp, deps: Deps): void {
  app.post(
    '/partner-apps',
    {
      schema: {
        operationId: 'registerPartnerApp',
        summary: 'Registers a partner’s app and shows its secrets, once.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewPartnerApp,
        response: { 201: Named(PartnerAppWithSecrets) },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => registerApp(deps, caller, toNewApp(request.body)),
        show: toAppWithSecrets,
      }),
  );

  app.get(
    '/partner-apps',
    {
      schema: {
        operationId: 'listPartnerApps',
        summary: 'Lists partners’ apps, newest first, ended ones too.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(PartnerApp)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listApps(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toPartnerApp),
  );

  app.get(
    '/partner-apps/:id',
    {
      schema: {
        operationId: 'getPartnerApp',
        summary: 'Shows a partner’s app.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(PartnerApp) },
        refusals: [404],
      },
    },
    async (request, reply) => {
      const one = await getApp(deps, identityOf(request).caller, request.params.id);
      void reply.header('etag', toEntityTag(one.version));
      return toPartnerApp(one);
    },
  );

  app.patch(
    '/partner-apps/:id',
    {
      schema: {
        operationId: 'updatePartnerApp',
        summary: 'Changes the addresses of a partner’s app, its platform or its webhook.',
        ...ofOne,
        headers: ChangeHeaders,
        body: PartnerAppPatch,
        response: { 200: Named(PartnerApp) },
        refusals: [404, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changeApp(deps, caller, { id: request.params.id, version, change: toAppChange(request.body) });
        },
        show: toPartnerApp,
      }),
  );

  app.post(
    '/partner-apps/:id/rotate-secret',
    {
      schema: {
        operationId: 'rotatePartnerAppSecret',
        summary: 'Makes a new secret; the one before stops working at once. Tokens stay good.',
        ...ofOne,
        body: NoBody,
        response: { 200: Named(PartnerAppWithSecret) },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => rotateAppSecret(deps, caller, request.params.id),
        show: ({ app: one, secretKey }): PartnerAppWithSecret => ({ ...toPartnerApp(one), secretKey }),
      }),
  );

  app.delete(
    '/partner-apps/:id',
    {
      schema: {
        operationId: 'revokePartnerApp',
        summary: 'Ends a partner’s app, its webhook and whatever members allowed it, at once.',
        ...ofOne,
        response: { 204: Nothing },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 204,
        run: ({ caller }) => revokeApp(deps, caller, request.params.id),
        show: () => null,
      }),
  );
}
