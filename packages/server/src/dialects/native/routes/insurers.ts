/** /v1/insurers */
import type { Deps } from '../../../use-cases/deps.ts';
import { changeInsurer, createInsurer, getInsurer, listInsurers } from '../../../use-cases/insurer/insurers.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toInsurer, toInsurerChange, toInsurerDraft } from '../insurer-mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Insurer, InsurerPatch, NewInsurer } from '../schemas/insurer.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['insurance'];

export function insurers(app: NativeApp, deps: Deps): void {
  app.post(
    '/insurers',
    {
      schema: {
        operationId: 'createInsurer',
        summary: 'Adds an insurer, with whom deliveries are insured as rules say.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewInsurer,
        response: { 201: Named(Insurer) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createInsurer(deps, caller, toInsurerDraft(request.body)),
        show: toInsurer,
      }),
  );

  app.get(
    '/insurers',
    {
      schema: {
        operationId: 'listInsurers',
        summary: 'Lists insurers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Insurer)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listInsurers(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toInsurer),
  );

  app.get(
    '/insurers/:id',
    {
      schema: {
        operationId: 'getInsurer',
        summary: 'Shows an insurer.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Insurer) },
        refusals: [404],
      },
    },
    async (request) => toInsurer(await getInsurer(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/insurers/:id',
    {
      schema: {
        operationId: 'updateInsurer',
        summary: 'Changes an insurer or the token that it knows us by, pauses it, or lets it go on.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: InsurerPatch,
        response: { 200: Named(Insurer) },
        refusals: [404, 409, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changeInsurer(deps, caller, { id: request.params.id, version, change: toInsurerChange(request.body) });
        },
        show: toInsurer,
      }),
  );
}
