/** LogiNext Mile: read orders and their status, and report what became of them. */
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { invalid } from '../../../domain/errors.ts';
import { deliveriesById, deliveriesByNumber, searchDeliveries } from '../../../use-cases/delivery/read-deliveries.ts';
import { reportOutcome, type ReportedOutcome } from '../../../use-cases/delivery/report-outcome.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import type { Identity } from '../../../use-cases/identity.ts';
import { identityOf } from '../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { ElementRefused } from '../errors.ts';
import { toOrder } from '../order-view.ts';
import { fromReference, requireReference, toReference, unknown } from '../references.ts';
import { aligned, answer, answersWith } from '../route.ts';
import { References, StatusUpdate } from '../schemas/bodies.ts';
import { isRecord, readFields } from '../schemas/fields.ts';
import { Order } from '../schemas/order-view.ts';
import { orderOutcome, statusUpdate } from '../schemas/status-update.ts';
import { fromNewStatus, needsReason, newStatusWords, toLogiNextStatus, toOrderState, toSearch } from '../status.ts';
import { fromDateTime } from '../wire.ts';

const OrderQuery = Type.Object({
  start_date: Type.Optional(Type.String({ description: 'yyyy-MM-dd HH:mm:ss, UTC; mandatory without order_no' })),
  end_date: Type.Optional(Type.String({ description: 'yyyy-MM-dd HH:mm:ss, UTC; mandatory without order_no' })),
  status: Type.Optional(Type.String({ description: 'ignored with order_no; ALL when it is missing' })),
  order_no: Type.Optional(Type.String({ maxLength: 100 })),
  page_no: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,5}$' })),
  page_size: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,5}$', description: 'at most 100' })),
});
type OrderQuery = Static<typeof OrderQuery>;

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
        response: answersWith(Type.Array(Order)),
      },
    },
    async (request) => {
      const views = await findOrders(deps, identityOf(request), request.query);
      const now = deps.now();
      return {
        status: 200,
        message: 'SUCCESS',
        referenceId: null,
        data: views.map((view) => toOrder(view, now)),
        hasError: false,
      };
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

async function findOrders(deps: Deps, { caller }: Identity, query: OrderQuery) {
  if (query.order_no !== undefined && query.order_no !== '') return deliveriesByNumber(deps, caller, query.order_no);
  const from = requireDate(query.start_date, 'start_date');
  const until = requireDate(query.end_date, 'end_date');
  if (until < from) throw invalid('end_date', 'end_date is before start_date');
  const anyOf = toSearch(query.status);
  if (!anyOf) throw invalid('status', 'status is invalid');
  const limit = Math.min(Number(query.page_size ?? 50), 100);
  return searchDeliveries(deps, caller, {
    anyOf,
    from,
    until,
    limit,
    offset: (Number(query.page_no ?? 1) - 1) * limit,
  });
}

function requireDate(text: string | undefined, key: string): Date {
  if (text === undefined || text === '') throw invalid(key, `${key} is mandatory.`);
  const date = fromDateTime(text);
  if (!date) throw invalid(key, `${key} is invalid. The format is yyyy-MM-dd HH:mm:ss`);
  return date;
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
