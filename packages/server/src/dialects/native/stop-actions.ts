/** Pure: what a courier's app says at a stop, as the core takes it. */
import { invalid } from '../../domain/errors.ts';
import type { Feedback, StopAction } from '../../use-cases/trip/act-at-stop.ts';
import type { Handover, Loading, PickUp } from './schemas/stop.ts';

/** @throws DomainError `invalid_input` for a package named twice */
export function toLoad({ packages }: Loading): StopAction {
  if (!packages) return { kind: 'load', loading: 'all' };
  return { kind: 'load', loading: byCode('packages', packages, ({ units }) => units) };
}

type Delivering = Extract<StopAction, { readonly kind: 'deliver' | 'deliver_partially' }>;

/** With packages the delivery is a partial one. @throws DomainError `invalid_input` for a package or item named twice */
export function toDeliver(body: Handover): Delivering {
  const handover = {
    ...feedbackOf(body),
    recipientName: body.recipientName ?? null,
    amountCollected: body.collected?.amount ?? null,
    paymentMethod: body.paymentMethod ?? null,
    paymentReference: body.paymentReference ?? null,
  };
  const currency = body.collected ? { currency: body.collected.currency } : {};
  if (!body.packages) {
    if (body.reasonCode || body.reason) {
      throw invalid(body.reasonCode ? 'reasonCode' : 'reason', 'Only a partial delivery, with packages, has a reason.');
    }
    return { kind: 'deliver', handover, ...currency };
  }
  // refuses a package that is named twice
  byCode('packages', body.packages, ({ code }) => code);
  const handedOver = body.packages.map(({ code, units, items }, index) => ({
    code,
    unloadedUnits: units,
    items: byCode(`packages.${index}.items`, items ?? [], ({ quantity }) => quantity),
  }));
  const why = { reasonCode: body.reasonCode ?? null, reason: body.reason ?? null };
  return { kind: 'deliver_partially', handover, handedOver, why, ...currency };
}

type Said = Pick<PickUp, 'comment' | 'rating'>;

/** What the customer said at the door; null where nobody asked. */
export function toFeedback(body: Said): Feedback | null {
  const feedback = feedbackOf(body);
  return feedback.customerComment === null && feedback.customerRating === null ? null : feedback;
}

function feedbackOf({ comment, rating }: Said): Feedback {
  return { customerComment: comment ?? null, customerRating: rating ?? null };
}

function byCode<T extends { readonly code: string }, V>(
  path: string,
  list: readonly T[],
  pick: (one: T) => V,
): ReadonlyMap<string, V> {
  const map = new Map(list.map((one) => [one.code, pick(one)]));
  if (map.size < list.length) throw invalid(path, 'One code stands here twice.');
  return map;
}
