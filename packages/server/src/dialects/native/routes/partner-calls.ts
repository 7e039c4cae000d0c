/** /v1/partner-calls */
import type { Deps } from '../../../use-cases/deps.ts';
import { listPartnerCalls, retryPartnerCall } from '../../../use-cases/partner-call/calls.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPartnerCall } from '../hub-work-mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Page } from '../schemas/page.ts';
import { PartnerCall, PartnerCallQuery } from '../schemas/partner-call.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['shipping orders'];

export function partnerCalls(app: NativeApp, deps: Deps): void {
  app.get(
    '/partner-calls',
    {
      schema: {
        operationId: 'listPartnerCalls',
        summary: 'Lists calls to providers, carriers and insurers, newest first.',
        tags,
        params: NoParams,
        querystring: PartnerCallQuery,
        response: { 200: Page(Named(PartnerCall)) },
        refusals: [],
      },
    },
    async (request) => {
      const page = { ...toPageOf(request.query), state: request.query.state ?? null };
      return toPage(await listPartnerCalls(deps, identityOf(request).caller, page), request.query, toPartnerCall);
    },
  );

  app.post(
    '/partner-calls/:id/retry',
    {
      schema: {
        operationId: 'retryPartnerCall',
        summary: 'Makes a call now that waits for its next try, or that was refused.',
        description: 'A partner that has not answered lately is asked when its pause is over.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(PartnerCall) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => retryPartnerCall(deps, caller, request.params.id),
        show: toPartnerCall,
      }),
  );
}
