/** /v1/bills */
import type { Deps } from '../../../use-cases/deps.ts';
import { collectBill, getBill } from '../../../use-cases/subscription/bills.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { Bill, Collection } from '../schemas/bill.ts';
import { IdParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { toBill } from '../subscription-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['bills'];

export function bills(app: NativeApp, deps: Deps): void {
  app.get(
    '/bills/:id',
    {
      schema: {
        operationId: 'getBill',
        summary: 'Shows a bill of a subscription order.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Bill) },
        refusals: [404],
      },
    },
    async (request) => toBill(await getBill(deps, identityOf(request).caller, request.params.id)),
  );

  app.post(
    '/bills/:id/collect',
    {
      schema: {
        operationId: 'collectBill',
        summary: 'Says that money has come in for a bill, all of it or a part.',
        description: 'All of the first bill pays for its order.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: Collection,
        response: { 200: Named(Bill) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => collectBill(deps, caller, request.params.id, request.body.amount),
        show: toBill,
      }),
  );
}
