/** /v1/redemptions: codes that subscribers show */
import type { Deps } from '../../../use-cases/deps.ts';
import { findRedemption, redeemCode } from '../../../use-cases/subscription/fulfilments.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { Fulfilment, RedemptionQuery } from '../schemas/fulfilment.ts';
import { Page } from '../schemas/page.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { toFulfilment } from '../subscription-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['redemptions'];

export function redemptions(app: NativeApp, deps: Deps): void {
  app.get(
    '/redemptions',
    {
      schema: {
        operationId: 'findRedemptions',
        summary: 'Finds a redemption by the code that a subscriber shows.',
        tags,
        params: NoParams,
        querystring: RedemptionQuery,
        response: { 200: Page(Named(Fulfilment)) },
        refusals: [],
      },
    },
    async (request) => {
      const found = await findRedemption(deps, identityOf(request).caller, request.query.code);
      return { data: found ? [toFulfilment(found)] : [], next: null };
    },
  );

  app.post(
    '/redemptions/:id/redeem',
    {
      schema: {
        operationId: 'redeem',
        summary: 'Hands out what was subscribed to for its code, once.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(Fulfilment) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => redeemCode(deps, caller, request.params.id),
        show: toFulfilment,
      }),
  );
}
