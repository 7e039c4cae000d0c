/** /v1/platforms */
import type { Deps } from '../../../use-cases/deps.ts';
import { createPlatform, getPlatform, listPlatforms } from '../../../use-cases/organisation/platforms.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPage, toPageOf } from '../page.ts';
import { toMadePlatform, toPlatform } from '../partner-mapping.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { NewPlatform, Platform, PlatformWithInvitation } from '../schemas/platform.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['partners'];

export function platforms(app: NativeApp, deps: Deps): void {
  app.post(
    '/platforms',
    {
      schema: {
        operationId: 'createPlatform',
        summary: 'Makes a platform with an organisation of its own, and invites its first OrgAdmin by mail.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewPlatform,
        response: { 201: Named(PlatformWithInvitation) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createPlatform(deps, caller, { ...request.body, isHome: request.body.isHome ?? false }),
        show: toMadePlatform,
      }),
  );

  app.get(
    '/platforms',
    {
      schema: {
        operationId: 'listPlatforms',
        summary: 'Lists platforms, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Platform)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listPlatforms(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toPlatform),
  );

  app.get(
    '/platforms/:id',
    {
      schema: {
        operationId: 'getPlatform',
        summary: 'Shows a platform.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Platform) },
        refusals: [404],
      },
    },
    async (request) => toPlatform(await getPlatform(deps, identityOf(request).caller, request.params.id)),
  );
}
