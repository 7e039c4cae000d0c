/** The search of Get Order, which LogiNext Mile and OnDemand share. */
import { Type, type Static, type TSchema } from 'typebox';
import type { Service } from '../../domain/delivery/delivery.ts';
import {
  deliveriesByNumber,
  findDelivery,
  searchDeliveries,
  type DeliveryView,
} from '../../use-cases/delivery/read-deliveries.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';
import { ElementRefused } from './errors.ts';
import { readRange } from './query-dates.ts';
import { fromReference } from './references.ts';
import { judgeBy } from './route.ts';
import { PlainEnvelope } from './schemas/envelope.ts';
import { isRecord, type ElementFault } from './schemas/fields.ts';
import { toSearch } from './status.ts';

export const OrderQuery = Type.Object({
  start_date: Type.Optional(Type.String({ description: 'yyyy-MM-dd HH:mm:ss, UTC; mandatory when no order is named' })),
  end_date: Type.Optional(Type.String({ description: 'yyyy-MM-dd HH:mm:ss, UTC; mandatory when no order is named' })),
  status: Type.Optional(Type.String({ description: 'ignored when an order is named; ALL when it is missing' })),
  order_no: Type.Optional(Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$' })),
  orderReferenceId: Type.Optional(Type.String({ maxLength: 100 })),
  page_no: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,5}$' })),
  page_size: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,5}$', description: 'at most 100' })),
});
export type OrderQuery = Static<typeof OrderQuery>;

/** The answers of Get Order. Later documents tell of further pages; here it is told to who asks for pages only. */
export function orderAnswers(order: TSchema) {
  const found = Type.Object({
    status: Type.Integer(),
    message: Type.String(),
    referenceId: Type.Optional(Type.Null()),
    moreResultsExists: Type.Optional(Type.Boolean({ description: 'when page_no or page_size is given' })),
    // not mandatory, or they would be written before those above
    data: Type.Optional(Type.Array(order)),
    hasError: Type.Optional(Type.Boolean()),
  });
  return { 200: found, '4xx': PlainEnvelope, '5xx': PlainEnvelope };
}

export interface FoundOrders {
  readonly orders: readonly DeliveryView[];
  /** As it goes into the answer. */
  readonly paging: { readonly moreResultsExists?: boolean };
}

/**
 * The order that is named by its number, by its reference id or by both; else all that the status and the dates find.
 * @param service only orders under it; all without one
 * @throws ElementRefused with every fault
 */
export async function findOrders(
  deps: Deps,
  { caller }: Identity,
  query: OrderQuery,
  service?: Service,
): Promise<FoundOrders> {
  const { order_no: number, orderReferenceId: reference, page_no: page, page_size: size } = query;
  const isPaged = page !== undefined || size !== undefined;
  const paging = (more: boolean) => (isPaged ? { moreResultsExists: more } : {});
  const named = number || reference ? await findNamed(deps, caller, number, reference) : null;
  if (named) {
    return { orders: named.filter((one) => service === undefined || one.service === service), paging: paging(false) };
  }
  const faults: ElementFault[] = [];
  const range = readRange(query, ['start_date', 'end_date'], faults);
  const anyOf = toSearch(query.status);
  if (!anyOf) faults.push({ key: 'status', message: ['status is invalid'] });
  if (!range || !anyOf || faults.length > 0) throw new ElementRefused(400, faults);
  const limit = Math.min(Number(size ?? 50), 100);
  const offset = (Number(page ?? 1) - 1) * limit;
  const { found, more } = await searchDeliveries(deps, caller, { anyOf, ...range, service, limit, offset });
  return { orders: found, paging: paging(more) };
}

async function findNamed(
  deps: Deps,
  caller: Identity['caller'],
  number: string | undefined,
  reference: string | undefined,
): Promise<readonly DeliveryView[]> {
  if (!reference) return deliveriesByNumber(deps, caller, number ?? '');
  const id = fromReference(reference);
  const one = id === null ? null : await findDelivery(deps, caller, id);
  return one && (!number || one.orderNumber === number) ? [one] : [];
}

const judge = judgeBy(OrderQuery);

/**
 * The parameters of a query with those of a body behind them: OnDemand's Get Order is a PUT whose table of a body travels
 * in the query.
 * @throws DomainError `invalid_input` and ElementRefused that name the field
 */
export function withBody(query: OrderQuery, body: unknown): OrderQuery {
  if (body === undefined || body === null) return query;
  if (!isRecord(body)) throw new ElementRefused(400, [{ key: '', message: ['An object is expected.'] }]);
  const merged: Record<string, unknown> = { ...query };
  for (const key of Object.keys(OrderQuery.properties)) {
    const sent = body[key];
    if (merged[key] || sent === undefined || sent === null || sent === '') continue;
    merged[key] = typeof sent === 'number' ? String(sent) : sent;
  }
  const judged = judge(merged);
  if (judged.error) throw judged.error;
  return merged;
}
