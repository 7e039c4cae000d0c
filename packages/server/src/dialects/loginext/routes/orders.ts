/** LogiNext Mile: create, update, cancel and bring back orders. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { cancelDelivery } from '../../../use-cases/delivery/cancel-delivery.ts';
import { createDelivery } from '../../../use-cases/delivery/create-delivery.ts';
import { createReturn } from '../../../use-cases/delivery/create-return.ts';
import { updateDelivery, updatePackages } from '../../../use-cases/delivery/update-delivery.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { identityOf } from '../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { ElementRefused } from '../errors.ts';
import { toDeliveryDraft, toDeliveryUpdate, toPackages } from '../mapping.ts';
import { requireReference, toReference } from '../references.ts';
import { answer, answersWith } from '../route.ts';
import { CrateUpdate, NewOrders, OrderUpdates, References } from '../schemas/bodies.ts';
import { readFields, type ElementFault } from '../schemas/fields.ts';
import { crate, crateUpdate } from '../schemas/order.ts';

const tags = ['orders'];
const plain = answersWith(Type.Null());

export function orderRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/ShipmentApp/mile/v1/create',
    { schema: { operationId: 'createOrder', summary: 'Create Order', tags, body: NewOrders, response: plain } },
    async (request, reply) => {
      const identity = identityOf(request);
      const { currency, settings } = identity.account;
      const answered = await eachElement(elementsOf(request.body, settings.batchSize), 'orderNo', async (element) => {
        const { id } = await createDelivery(deps, identity, toDeliveryDraft(element, currency));
        return toReference(id);
      });
      const success = { status: 200, message: 'Order created successfully', referenceId: answered.results, data: null };
      return answer(reply, listEnvelope(success, answered));
    },
  );

  app.post(
    '/ShipmentApp/mile/v1/update',
    { schema: { operationId: 'updateOrder', summary: 'Update Order', tags, body: OrderUpdates, response: plain } },
    async (request, reply) => {
      const identity = identityOf(request);
      const { currency, settings } = identity.account;
      const answered = await eachElement(
        elementsOf(request.body, settings.batchSize),
        'referenceId',
        async (element) => {
          const { reference, update } = toDeliveryUpdate(element, currency);
          await updateDelivery(deps, identity, requireReference(reference, 'referenceId'), update);
        },
      );
      const success = { status: 200, message: 'success', referenceId: null, data: null };
      return answer(reply, listEnvelope(success, answered));
    },
  );

  app.post(
    '/ShipmentApp/mile/v1/updateCrates',
    {
      schema: {
        operationId: 'updateCrates',
        summary: 'Update Crates and Line Items in Order',
        tags,
        body: CrateUpdate,
        response: plain,
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const { currency } = identity.account;
      // one order at a time, as the document says
      const answered = await eachElement(elementsOf(request.body, 1), 'referenceId', async (element) => {
        const { values, faults: read } = readFields(element, crateUpdate, currency);
        const faults: ElementFault[] = [...read];
        const packages = toPackages(values.shipmentCrates, 'shipmentCrates', crate, currency, faults);
        if (faults.length > 0) throw new ElementRefused(400, faults);
        await updatePackages(deps, identity, requireReference(values.referenceId, 'referenceId'), packages);
      });
      const success = { status: 200, message: 'success', referenceId: null, data: null };
      return answer(reply, listEnvelope(success, answered));
    },
  );

  app.put(
    '/ShipmentApp/mile/v1/cancel',
    { schema: { operationId: 'cancelOrder', summary: 'Cancel Order', tags, body: References, response: plain } },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const references = elementsOf(request.body, account.settings.batchSize);
      const answered = await eachElement(references, 'referenceId', async (reference) => {
        const id = requireReference(reference, 'referenceId');
        await cancelDelivery(deps, caller, id, { reasonCode: null, reason: null });
      });
      return answer(reply, listEnvelope({ status: 200, message: 'success', data: null }, answered));
    },
  );

  app.post(
    '/ShipmentApp/mile/v1/create/return',
    {
      schema: {
        operationId: 'createReturnOrder',
        summary: 'Create Return Order',
        tags,
        body: References,
        response: answersWith(Type.Null(), 201),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const references = elementsOf(request.body, account.settings.batchSize);
      const answered = await eachElement(references, 'referenceId', async (reference) => {
        const { id } = await createReturn(deps, caller, requireReference(reference, 'referenceId'));
        return toReference(id);
      });
      const success = { status: 201, message: 'success', referenceId: answered.results, data: null };
      return answer(reply, listEnvelope(success, answered));
    },
  );
}
