/** /v1/deliveries */
import { cancelDelivery } from '../../../use-cases/delivery/cancel-delivery.ts';
import { createDelivery } from '../../../use-cases/delivery/create-delivery.ts';
import type { Created } from '../../../use-cases/delivery/insert-once.ts';
import { getDelivery, listDeliveries } from '../../../use-cases/delivery/read-deliveries.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toDeliveryDraft } from '../delivery-draft.ts';
import { toDelivery, toDeliveryDetail } from '../delivery-mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Delivery, DeliveryDetail, DeliveryQuery } from '../schemas/delivery.ts';
import { Cancellation, NewDelivery } from '../schemas/new-delivery.ts';
import { Page } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['deliveries'];

export function deliveries(app: NativeApp, deps: Deps): void {
  app.post(
    '/deliveries',
    {
      schema: {
        operationId: 'createDelivery',
        summary: 'Takes a delivery. The same content under the same order number answers 200 with the first one.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewDelivery,
        response: { 200: Named(Delivery), 201: Named(Delivery) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: ({ repeated }: Created) => (repeated ? 200 : 201),
        run: (identity) => createDelivery(deps, identity, toDeliveryDraft(request.body, identity.account, deps.now())),
        show: ({ delivery }: Created) => toDelivery(delivery),
      }),
  );

  app.get(
    '/deliveries',
    {
      schema: {
        operationId: 'listDeliveries',
        summary: 'Lists deliveries, newest first.',
        tags,
        params: NoParams,
        querystring: DeliveryQuery,
        response: { 200: Page(Named(DeliveryDetail)) },
        refusals: [],
      },
    },
    async (request) => {
      const { state, orderNumber } = request.query;
      const filter = { ...toPageOf(request.query), state: state ?? null, orderNumber: orderNumber ?? null };
      return toPage(await listDeliveries(deps, identityOf(request).caller, filter), request.query, toDeliveryDetail);
    },
  );

  app.get(
    '/deliveries/:id',
    {
      schema: {
        operationId: 'getDelivery',
        summary: 'Shows a delivery with its trip and stops.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(DeliveryDetail) },
        refusals: [404],
      },
    },
    async (request) => toDeliveryDetail(await getDelivery(deps, identityOf(request).caller, request.params.id)),
  );

  app.post(
    '/deliveries/:id/cancel',
    {
      schema: {
        operationId: 'cancelDelivery',
        summary: 'Calls a delivery off and takes it off its trip.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: Cancellation,
        response: { 200: Named(Delivery) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => {
          const { reasonCode, reason } = request.body;
          return cancelDelivery(deps, caller, request.params.id, {
            reasonCode: reasonCode ?? null,
            reason: reason ?? null,
          });
        },
        show: toDelivery,
      }),
  );
}
