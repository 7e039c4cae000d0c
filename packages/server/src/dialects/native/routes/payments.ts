/** /v1/payments: what receivers paid for shipping orders, and what went back. */
import type { Deps } from '../../../use-cases/deps.ts';
import { listPayments, markRefunded } from '../../../use-cases/payment/payments.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPage, toPageOf } from '../page.ts';
import { toPayment } from '../payment-mapping.ts';
import { Page } from '../schemas/page.ts';
import { Payment, PaymentQuery } from '../schemas/payment.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['shipping orders'];

export function payments(app: NativeApp, deps: Deps): void {
  app.get(
    '/payments',
    {
      schema: {
        operationId: 'listPayments',
        summary: 'Lists payments of shipping orders, newest first.',
        tags,
        params: NoParams,
        querystring: PaymentQuery,
        response: { 200: Page(Named(Payment)) },
        refusals: [],
      },
    },
    async (request) => {
      const { shippingOrderId = null, refund = null } = request.query;
      const filter = { ...toPageOf(request.query), shippingOrderId, refund };
      return toPage(await listPayments(deps, identityOf(request).caller, filter), request.query, toPayment);
    },
  );

  app.post(
    '/payments/:id/refunded',
    {
      schema: {
        operationId: 'markRefunded',
        summary: 'Says that the money of a payment has gone back.',
        description:
          'Nothing is moved by it: the money goes back at the payer, who then hears that the order is refunded. Twice is once.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(Payment) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => markRefunded(deps, caller, request.params.id),
        show: toPayment,
      }),
  );
}
