/** LogiNext Mile: read orders and their status, and report what became of them. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { deliveriesById } from '../../../use-cases/delivery/read-deliveries.ts';
import { reportOutcome, type ReportedOutcome } from '../../../use-cases/delivery/report-outcome.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { identityOf } from '../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { ElementRefused } from '../errors.ts';
import { findOrders, orderAnswers, OrderQuery } from '../order-search.ts';
import { toOrder } from '../order-view.ts';
import { fromReference, requireReference, toReference, unknown } from '../references.ts';
import { aligned, answer, answersWith } from '../route.ts';
import { References, StatusUpdate } from '../schemas/bodies.ts';
import { isRecord, readFields } from '../schemas/fields.ts';
import { Order } from '../schemas/order-view.ts';
import { orderOutcome, statusUpdate } from '../schemas/status-update.ts';
import { fromNewStatus, needsReason, newStatusWords, toLogiNextStatus, toOrderState } from '../status.ts';

const OrderStatus = Type.Object({ state: Type.String(), status: Type.String(), referenceId: Type.String() });

export function orderStatusRoutes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Querystring: OrderQuery }>(
    '/ShipmentApp/mile/v1/shipment',
    {
      schema: {
        operationId: 'getOrder',
        summary: 'Get Order',
        tags: ['orders'],
        querystring: OrderQuery,
        response: orderAnswers(Order),
      },
    },
    async (request) => {
      const { orders, paging } = await findOrders(deps, identityOf(request), request.query);
      const now = deps.now();
      const data = orders.map((view) => toOrder(view, now));
      return { status: 200, message: 'SUCCESS', referenceId: null, ...paging, data, hasError: false };
    },
  );

  app.post(
    '/ShipmentApp/mile/v1/status',
    {
      schema: {
        operationId: 'getOrderStatus',
        summary: 'Get Status of Order',
        tags: ['orders'],
        body: References,
        response: answersWith(aligned(OrderStatus)),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const references = elementsOf(request.body, account.settings.batchSize);
      const ids = references.flatMap((reference) => fromReference(reference) ?? []);
      const found = new Map((await deliveriesById(deps, caller, ids)).map((delivery) => [delivery.id, delivery]));
      const answered = await eachElement(references, 'referenceId', async (reference) => {
        const delivery = found.get(requireReference(reference, 'referenceId'));
        if (!delivery) throw unknown('referenceId');
        return {
          state: toOrderState[delivery.direction],
          status: toLogiNextStatus(delivery.state, delivery.legs),
          referenceId: toReference(delivery.id),
        };
      });
      return answer(reply, listEnvelope({ status: 200, message: null, data: answered.results }, answered));
    },
  );

  app.put(
    '/ShipmentApp/mile/v1/update/status',
    {
      schema: {
        operationId: 'updateOrderStatus',
        summary: 'Update Order Status',
        tags: ['orders'],
        body: StatusUpdate,
        response: answersWith(Type.Null()),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const outcome = readNewStatus(request.body);
      const details = isRecord(request.body) ? request.body['orderDetails'] : [];
      const elements = elementsOf(details ?? [], account.settings.batchSize);
      const answered = await eachElement(elements, 'orderReferenceId', async (element) => {
        const { id, why, report } = readOutcome(element, outcome, account.currency, deps.now());
        await reportOutcome(deps, caller, id, outcome, why, report);
      });
      const success = { status: 200, data: null, message: 'Shipment updated successfully' };
      return answer(reply, listEnvelope(success, answered));
    },
  );
}

function readNewStatus(body: unknown): ReportedOutcome {
  const { values, faults } = readFields(body, { newStatus: statusUpdate.newStatus });
  const outcome = fromNewStatus(values.newStatus ?? '');
  if (outcome) return outcome;
  const message = `newStatus is invalid. It is one of ${newStatusWords.join(', ')}`;
  throw new ElementRefused(400, faults.length > 0 ? faults : [{ key: 'newStatus', message: [message] }]);
}

/** One order of the list, with the reason that the new status may need. */
function readOutcome(element: unknown, outcome: ReportedOutcome, currency: string, now: Date) {
  const { values, faults: read } = readFields(element, orderOutcome, currency);
  const faults = [...read];
  const isOther = values.reasonCd?.trim().toUpperCase() === 'OTHER';
  if (needsReason(outcome) && values.reasonCd === undefined) {
    faults.push({ key: 'reasonCd', message: ['Reason cd is mandatory.'] });
  }
  if (isOther && values.otherReason === undefined) {
    faults.push({ key: 'otherReason', message: ['Other reason is mandatory.'] });
  }
  if (values.updateTime && values.updateTime > now) {
    faults.push({ key: 'updateTime', message: ['Update time lies in the future.'] });
  }
  if (faults.length > 0) throw new ElementRefused(400, faults);
  const { latitude: lat, longitude: lng } = values;
  return {
    id: requireReference(values.orderReferenceId, 'orderReferenceId'),
    why: { reasonCode: values.reasonCd ?? null, reason: values.otherReason ?? null },
    report: { at: values.updateTime ?? now, position: lat === undefined || lng === undefined ? null : { lat, lng } },
  };
}
