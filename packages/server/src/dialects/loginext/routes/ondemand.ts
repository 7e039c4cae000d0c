/** LogiNext OnDemand: create, read and cancel orders. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { cancelDelivery } from '../../../use-cases/delivery/cancel-delivery.ts';
import { createDelivery } from '../../../use-cases/delivery/create-delivery.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { identityOf } from '../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { toOnDemandDraft } from '../ondemand-mapping.ts';
import { toOnDemandOrder } from '../ondemand-view.ts';
import { findOrders, orderAnswers, OrderQuery, withBody } from '../order-search.ts';
import { referencesOf, requireReference, toReference } from '../references.ts';
import { answer, answersWith } from '../route.ts';
import { NewOnDemandOrders, References } from '../schemas/bodies.ts';
import { ElementErrors } from '../schemas/envelope.ts';
import { OnDemandOrder } from '../schemas/ondemand-view.ts';

const tags = ['ondemand'];

/** The one envelope that has its text in `data`, and no message. */
const Cancelled = Type.Object({
  status: Type.Integer(),
  data: Type.String(),
  error: Type.Optional(ElementErrors),
  hasError: Type.Optional(Type.Boolean()),
});

export function onDemandRoutes(app: FastifyInstance, deps: Deps): void {
  const plain = answersWith(Type.Null());

  app.post(
    '/ShipmentApp/ondemand/v1/create',
    {
      schema: {
        operationId: 'createOnDemandOrder',
        summary: 'Create Order: with a variable pickup if it names a sender, else with a fixed one',
        tags,
        body: NewOnDemandOrders,
        response: plain,
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const { currency, settings } = identity.account;
      const answered = await eachElement(elementsOf(request.body, settings.batchSize), 'orderNo', async (element) => {
        const { draft, dated } = toOnDemandDraft(element, currency, deps.now());
        const { id } = await createDelivery(deps, identity, draft, { dated });
        return toReference(id);
      });
      const success = { status: 200, message: 'success', referenceId: answered.results, data: null };
      return answer(reply, listEnvelope(success, answered));
    },
  );

  async function getOrders(request: FastifyRequest, query: OrderQuery) {
    const { orders, paging } = await findOrders(deps, identityOf(request), query, 'ondemand');
    const now = deps.now();
    const data = orders.map((view) => toOnDemandOrder(view, now));
    return { status: 200, message: 'SUCCESS', ...paging, data, hasError: false };
  }
  const reading = { summary: 'Get Order', tags, querystring: OrderQuery, response: orderAnswers(OnDemandOrder) };

  app.get<{ Querystring: OrderQuery }>(
    '/ShipmentApp/ondemand/v1/shipment',
    { schema: { operationId: 'getOnDemandOrder', ...reading } },
    async (request) => getOrders(request, request.query),
  );

  app.put<{ Querystring: OrderQuery }>(
    '/ShipmentApp/ondemand/v1/shipment',
    { schema: { operationId: 'getOnDemandOrderByPut', ...reading, body: OrderQuery } },
    async (request) => getOrders(request, withBody(request.query, request.body)),
  );

  app.put(
    '/ShipmentApp/ondemand/v1/cancel',
    {
      schema: {
        operationId: 'cancelOnDemandOrder',
        summary: 'Cancel Order',
        tags,
        body: References,
        response: { ...plain, 200: Cancelled },
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const references = elementsOf(referencesOf(request.body), account.settings.batchSize);
      const answered = await eachElement(references, 'referenceId', async (reference) => {
        const id = requireReference(reference, 'referenceId');
        await cancelDelivery(deps, caller, id, { reasonCode: null, reason: null });
      });
      const success = { status: 200, message: null, data: 'Order(s) cancelled successfully' };
      return answer(reply, listEnvelope(success, answered));
    },
  );
}
